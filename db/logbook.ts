import { sql } from 'kysely';
import type { Kysely, RawBuilder, Transaction } from 'kysely';

import type { LogbookKind } from '../domain/logbook.ts';
import type { Code } from '../domain/incident/incident.ts';

import type { Database, PlanChange } from './schema.ts';
import { isFoundBy } from './search.ts';
import { queryOf } from './search-words.ts';

/** One line of the record. */
export interface LogbookRow {
  /** Its place among those of the same instant, and by which it is known. */
  readonly id: string;
  readonly at: number;
  readonly kind: LogbookKind;
  /** What has happened: the kind of an event, `applied`, `made`, `revoked`. */
  readonly what: string;
  /** Null: of all plans. */
  readonly plan: string | null;
  readonly service: string | null;
  /** What it is about: a ticket, a commit, a key. */
  readonly reference: string | null;
  readonly severity: string | null;
  readonly by: string | null;
  readonly title: string | null;
  readonly text: Readonly<Record<string, string>> | null;
  readonly data: Readonly<Record<string, Code>> | null;
  readonly changes: readonly PlanChange[] | null;
}

/** What is looked for. Instants are epoch ms. */
export interface Sought {
  readonly plans: readonly string[];
  /** Whether what is of no plan is meant, too. */
  readonly everywhere: boolean;
  /** Types of tickets that are not there. */
  readonly hidden: readonly string[];
  readonly kind?: LogbookKind | undefined;
  readonly service?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly q?: string | undefined;
  /** What procedures are called by now, and of which service they are. */
  readonly procedures: readonly {
    readonly plan: string;
    readonly name: string;
    readonly title: string;
    readonly service: string | null;
  }[];
  /** Only what stands behind this. */
  readonly after?: { readonly at: number; readonly id: string } | undefined;
  readonly now: number;
  readonly limit: number;
}

type Part = (sought: Sought) => RawBuilder<unknown> | null;

/** The newest first. Each part reads no more of its index than is asked for. */
export async function readLogbook(db: Kysely<Database>, sought: Sought): Promise<readonly LogbookRow[]> {
  const query = sought.q === undefined ? '' : queryOf(sought.q);
  if (query === null || sought.plans.length === 0) return [];
  const found = parts.map((part) => part(sought)).filter((one) => one !== null);
  if (found.length === 0) return [];
  const each = found.map(
    (one) => sql`(select * from (${one}) as one where ${page(sought)} order by at desc, id desc limit ${sought.limit})`,
  );
  const { rows } = await sql<LogbookRow>`
    select * from (${sql.join(each, sql` union all `)}) as whole order by at desc, id desc limit ${sought.limit}`.execute(
    db,
  );
  return rows;
}

/** Where the chain of what is written by hand goes on, locked. */
export async function lockLogbook(tx: Transaction<Database>, plan: string) {
  await tx
    .insertInto('logbook')
    .values({ plan, seq: 0, chain: '' })
    .onConflict((one) => one.doNothing())
    .execute();
  return tx.selectFrom('logbook').selectAll().where('plan', '=', plan).forUpdate().executeTakeFirstOrThrow();
}

export const saveLogbook = (tx: Transaction<Database>, { plan, ...end }: Database['logbook']) =>
  tx.updateTable('logbook').set(end).where('plan', '=', plan).execute();

const wants = ({ kind }: Sought, ...kinds: readonly LogbookKind[]): boolean =>
  kind === undefined || kinds.includes(kind);

const all = sql`true`;
const plain = (text: string) => sql.lit(text);

/** What holds of every part. Instants bound the index that it is read by. */
function page({ from, until, after, service }: Sought): RawBuilder<unknown> {
  return sql.join(
    [
      from === undefined ? all : sql`at >= ${from}`,
      until === undefined ? all : sql`at < ${until}`,
      after === undefined ? all : sql`at <= ${after.at} and (at, id) < (${after.at}, ${after.id})`,
      service === undefined ? all : sql`service = ${service}`,
    ],
    sql` and `,
  );
}

const said = (text: RawBuilder<unknown>, { q }: Sought): RawBuilder<unknown> =>
  q === undefined ? all : sql`to_tsvector('simple', folded(${text})) @@ to_tsquery('simple', ${queryOf(q)})`;

const idOf = (reference: RawBuilder<unknown>) => sql`${reference} || '/' || lpad(event.seq::text, 9, '0')`;

/** As in the index `event_in_logbook`. */
const ofIncidents = `'opened', 'reclassified', 'resolved', 'reopened', 'closed', 'cancelled', 'merged', 'released', 'postmortem'`;

const incidents: Part = (sought) => {
  if (!wants(sought, 'incident')) return null;
  const { plans, hidden, q } = sought;
  return sql`
    select event.at, ${idOf(sql`event.reference`)} as id, incident.plan, 'incident' as kind, event.kind as what, incident.service,
      event.reference, incident.severity, event.by, incident.title, event.text, event.data, null::json as changes
    from event join incident on incident.reference = event.reference
    where event.kind in (${sql.raw(ofIncidents)}) and incident.plan in (${sql.join(plans)})
      and ${hidden.length === 0 ? all : sql`incident.type not in (${sql.join(hidden)})`}
      and ${q === undefined ? all : isFoundBy(q)}`;
};

const others = plain('%:%');

const logged: Part = (sought) => {
  if (!wants(sought, 'deployment', 'configuration', 'maintenance', 'note')) return null;
  const { plans, kind, q } = sought;
  const subjects = plans.map((plan) => `logbook:${plan}`);
  return sql`
    select event.at, ${idOf(sql`event.reference`)} as id, substr(event.reference, 9) as plan, event.data ->> 'kind' as kind, event.kind as what,
      event.data ->> 'service' as service, event.data ->> 'reference' as reference, null as severity, event.by,
      event.text ->> 'title' as title, event.text, event.data, null::json as changes
    from event where event.kind = 'logged' and event.reference like ${others} and event.reference in (${sql.join(subjects)})
      and ${kind === undefined ? all : sql`event.data ->> 'kind' = ${kind}`}
      and ${q === undefined ? all : sql`logbook_words(event.text, event.data) @@ to_tsquery('simple', ${queryOf(q)})`}`;
};

/** What has events of its own, by what its subject begins with: `mode:shop/app`, `maintenance:shop/7`, `backup:shop/database`. */
const subjects = { mode: 'degraded', maintenance: 'maintenance', backup: 'backup' } as const;

const standing: Part = (sought) => {
  const wanted = Object.entries(subjects).filter(([, kind]) => wants(sought, kind));
  if (wanted.length === 0) return null;
  const [first, rest] = [sql`split_part(event.reference, ':', 1)`, sql`split_part(event.reference, ':', 2)`];
  const kinds = wanted.map(([subject, kind]) => sql`when ${plain(subject)} then ${plain(kind)}`);
  const names = wanted.map(([subject]) => plain(subject));
  const about = sql`split_part(${rest}, '/', 2)`;
  return sql`
    select event.at, ${idOf(sql`event.reference`)} as id, split_part(${rest}, '/', 1) as plan,
      case ${first} ${sql.join(kinds, sql` `)} end as kind, event.kind as what, event.data ->> 'service' as service,
      coalesce(event.data ->> 'run', case ${first} when 'backup' then ${about} end) as reference, null as severity, event.by, null as title,
      event.text, event.data, null::json as changes
    from event where event.reference like ${others} and ${first} in (${sql.join(names)})
      and split_part(${rest}, '/', 1) in (${sql.join(sought.plans)})
      and ${said(sql`concat_ws(' ', ${about}, event.kind, event.data::text, event.text ->> 'reason')`, sought)}`;
};

const versions: Part = (sought) => {
  if (!wants(sought, 'configuration')) return null;
  return sql`
    select applied_at as at, 'plan:' || plan || '/' || lpad(version::text, 9, '0') as id, plan, 'configuration' as kind, 'applied' as what,
      null as service, null as reference, null as severity, applied_by as by, null as title, null::jsonb as text,
      jsonb_build_object('version', version) as data, changes
    from plan_version where plan in (${sql.join(sought.plans)}) and ${said(sql`concat_ws(' ', plan, changes::text)`, sought)}`;
};

/** What a procedure is about, by the chapter that it comes from. */
const kindOfRun = sql`case split_part(run.procedure, '/', 1) when 'backups' then 'backup' when 'maintenance' then 'maintenance'
  when 'releases' then 'deployment' else 'procedure' end`;

/** Of one that works for a ticket, who sees that sees it. */
const runs: Part = (sought) => {
  if (!wants(sought, 'backup', 'maintenance', 'deployment', 'procedure')) return null;
  const { plans, hidden, kind, procedures } = sought;
  const title = sql`coalesce(known.title, run.procedure)`;
  return sql`
    select event.at, ${idOf(sql`event.reference`)} as id, run.plan, ${kindOfRun} as kind, event.kind as what,
      known.service, run.reference, null as severity, event.by,
      ${title} as title, event.text, event.data, null::json as changes
    from event join run on run.reference = substr(event.reference, 5)
      left join jsonb_to_recordset(${JSON.stringify(procedures)}::jsonb) as known (plan text, name text, title text, service text)
        on known.plan = run.plan and known.name = run.procedure
      left join incident on incident.reference = run.incident
    where event.reference like ${others} and event.reference like 'run:%' and run.plan in (${sql.join(plans)})
      and event.kind in ('run-started', 'run-done', 'run-failed', 'run-undone', 'run-cancelled')
      and ${hidden.length === 0 ? all : sql`(incident.type is null or incident.type not in (${sql.join(hidden)}))`}
      and ${kind === undefined ? all : sql`${kindOfRun} = ${kind}`}
      and ${said(sql`concat_ws(' ', ${title}, run.procedure, run.reference, event.text::text)`, sought)}`;
};

/** Keys of people and programs; who made or revoked one is not known. */
const keys: Part = (sought) => {
  if (!wants(sought, 'configuration')) return null;
  const own = sql`plan in (${sql.join(sought.plans)})${sought.everywhere ? sql` or plan is null` : sql``}`;
  const made = (at: 'created_at' | 'revoked_at', what: string) => sql`
    select ${sql.ref(at)} as at, ${plain(`key:${what}/`)} || id as id, plan, 'configuration' as kind, ${plain(what)} as what, null as service,
      id as reference, null as severity, null as by, null as title, jsonb_build_object('label', label) as text,
      jsonb_build_object('person', person) as data, null::json as changes
    from api_key where ${sql.ref(at)} <= ${sought.now} and (${own}) and ${said(sql`concat_ws(' ', label, person, id)`, sought)}`;
  return sql`${made('created_at', 'made')} union all ${made('revoked_at', 'revoked')}`;
};

/** Keys of what sends to Guardia. */
const doors: Part = (sought) => {
  if (!wants(sought, 'configuration')) return null;
  const made = (at: 'made_at' | 'revoked_at', what: string) => sql`
    select ${sql.ref(at)} as at, ${plain(`door:${what}/`)} || id as id, plan, 'configuration' as kind, ${plain(what)} as what, null as service,
      id as reference, null as severity, null as by, null as title, null::jsonb as text,
      jsonb_build_object('door', name) as data, null::json as changes
    from door_key where ${sql.ref(at)} <= ${sought.now} and plan in (${sql.join(sought.plans)})
      and ${said(sql`concat_ws(' ', name, id)`, sought)}`;
  return sql`${made('made_at', 'made')} union all ${made('revoked_at', 'revoked')}`;
};

const parts: readonly Part[] = [incidents, logged, runs, standing, versions, keys, doors];
