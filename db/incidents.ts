import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';

import { isOpen } from '../domain/incident/incident.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { fromStored } from '../domain/incident/stored.ts';

import { calming } from './alerts.ts';
import { alongside } from './alongside.ts';
import { chained, insertEvents } from './events.ts';
import { notifying, tellingsOf } from './notifications.ts';
import { isReference } from './numbers.ts';
import type { Database, IncidentRow } from './schema.ts';
import { addingWords, indexing } from './search.ts';
import type { Findable } from './search.ts';
import { wakingRuns } from './ticket-runs.ts';

type Tx = Transaction<Database>;

/** An incident that this transaction holds, with where its chain of events stands. */
export interface Locked {
  readonly incident: Incident;
  readonly seq: number;
  readonly chain: string;
  readonly version: number;
  readonly nextDueAt: number | null;
  readonly wakeAt: number | null;
  /** When it could last not be decided; written back, it could. */
  readonly failedAt: number | null;
}

/** An incident to be written back: what it was locked as, what has become of it, and when it is due next. */
export interface Change {
  readonly locked: Locked;
  readonly incident: Incident;
  readonly nextDueAt: number | null;
  /** When its workflow should take a turn. */
  readonly wakeAt: number | null;
}

const lockable = ['state', 'seq', 'chain', 'version', 'next_due_at', 'wake_at', 'failed_at'] as const;

/** The incident, locked until the transaction ends; undefined where there is none. */
export async function lockIncident(tx: Tx, reference: string): Promise<Locked | undefined> {
  if (!isReference(reference)) return undefined;
  const query = tx.selectFrom('incident').select(lockable).where('reference', '=', reference).forUpdate();
  const row = await query.executeTakeFirst();
  return row && asLocked(row);
}

/** Those of these that are there, locked until the transaction ends, in the order of their references. */
export async function lockIncidents(tx: Tx, references: readonly string[]): Promise<Locked[]> {
  if (references.length === 0) return [];
  const query = tx.selectFrom('incident').select(lockable).where('reference', 'in', references);
  return (
    await query
      .orderBy(sql`reference collate "C"`)
      .forUpdate()
      .execute()
  ).map(asLocked);
}

/** Up to `limit` incidents that are due by `until`, have not failed lately and that nobody else is at, locked. */
export async function lockDue(tx: Tx, until: number, now: number, limit: number): Promise<Locked[]> {
  const due = tx.selectFrom('incident').select(lockable).where('next_due_at', '<=', until).where(hopeful(now));
  return (await due.orderBy('next_due_at').limit(limit).forUpdate().skipLocked().execute()).map(asLocked);
}

/** As long does a sweep leave alone what could not be decided: what fails again and again must not keep others waiting. */
const failureRestsMs = 60_000;

/** What has not failed lately. */
export const hopeful = (now: number) =>
  sql<boolean>`(failed_at is null or failed_at <= ${now - failureRestsMs}::bigint or failed_at > ${now}::bigint)`;

/** Says that it cannot be decided, until it is written again. */
export const markFailed = (db: Kysely<Database>, reference: string, at: number) =>
  db.updateTable('incident').set({ failed_at: at }).where('reference', '=', reference).execute();

const asLocked = (row: Pick<Selectable<IncidentRow>, (typeof lockable)[number]>): Locked => ({
  incident: fromStored(row.state),
  seq: row.seq,
  chain: row.chain,
  version: row.version,
  nextDueAt: row.next_due_at,
  wakeAt: row.wake_at,
  failedAt: row.failed_at,
});

/** What people said when it was opened, and who they are to Guardia. */
export type Words = Pick<
  IncidentRow,
  'title' | 'description' | 'impact' | 'channel' | 'caller' | 'key' | 'body_hash'
> & {
  readonly dedup_key: string | null;
  readonly requester: string | null;
  readonly fields: string;
};

/** A new incident: as it is, what was said, what it is found by, and when it is due next. */
export interface New {
  readonly incident: Incident;
  readonly words: Words;
  readonly findable: Findable;
  readonly nextDueAt: number | null;
}

/**
 * Keeps them with their events and notifications in one statement: whole or not at all, also without a transaction. Throws a
 * unique violation where the caller's key or the open deduplication key of one is there already.
 */
export async function insertIncidents(db: Kysely<Database>, all: readonly New[]): Promise<void> {
  if (all.length === 0) return;
  const events = all.map(({ incident }) => chained(incident.reference, incident.events, { seq: 0, chain: '' }, null));
  const besides = {
    opened: db
      .insertInto('incident')
      .values(all.map((one, index) => newRow(one, events[index]!.at(-1)!)))
      .returning(['reference', 'requester']),
    happened: insertEvents(db, events.flat()),
    told: notifying(
      all.flatMap(({ incident }) => tellingsOf(incident)),
      'opened',
    ),
  };
  const found = all.map(({ incident: { reference }, findable }) => ({ reference, ...findable }));
  await sql`${alongside(besides)} ${indexing(db, found)}`.execute(db);
}

/** The same of one. */
export const insertIncident = (db: Kysely<Database>, one: New): Promise<void> => insertIncidents(db, [one]);

const newRow = ({ incident, words, nextDueAt }: New, last: { seq: number; hash: string }) => ({
  ...columns(incident),
  state: JSON.stringify(stored(incident)),
  ...words,
  plan: incident.plan,
  reference: incident.reference,
  opened_at: incident.openedAt,
  version: 1,
  seq: last.seq,
  chain: last.hash,
  next_due_at: nextDueAt,
  wake_at: incident.openedAt,
  wakes: 0,
});

/** Writes locked incidents back with the events and notifications that they have gained: one statement, however many. */
export async function saveIncidents(tx: Tx, changes: readonly Change[], bodyHash: string | null = null): Promise<void> {
  if (changes.length === 0) return;
  const events = changes.map(({ locked, incident }) => chained(incident.reference, incident.events, locked, bodyHash));
  const rows = changes.map(({ locked, incident, nextDueAt, wakeAt }, index) => {
    const last = events[index]!.at(-1) ?? { seq: locked.seq, hash: locked.chain };
    const next = { next_due_at: nextDueAt, wake_at: wakeAt, seq: last.seq, chain: last.hash };
    return {
      reference: incident.reference,
      state: stored(incident),
      ...columns(incident),
      ...next,
      gained: incident.events.length,
    };
  });
  const over = changes.filter(({ locked, incident }) => isOpen(locked.incident) && !isOpen(incident));
  const besides = {
    happened: insertEvents(tx, events.flat()),
    found: addingWords(changes.map(saidIn)),
    told: notifying(changes.flatMap(({ incident }) => tellingsOf(incident))),
    calmed: calming(over),
    woken: wakingRuns(over),
  };
  await sql`${alongside(besides)}
    update incident set state = u.state, plan_version = u.plan_version, type = u.type, severity = u.severity, tier = u.tier,
      service = u.service, status = u.status,
      escalated = u.escalated, ended_at = u.ended_at, next_due_at = u.next_due_at, wake_at = u.wake_at,
      wakes = case when incident.wake_at is distinct from u.wake_at then 0 else incident.wakes end,
      seq = u.seq, chain = u.chain, failed_at = null, version = version + least(u.gained, 1)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (reference text, state jsonb, plan_version int, type text, severity text,
      tier text, service text, status text, escalated boolean, ended_at bigint, next_due_at bigint, wake_at bigint, seq int, chain text, gained int)
    where incident.reference = u.reference`.execute(tx);
}

/** What people said, and what it has come to be about. */
const saidIn = ({ locked: { incident: before }, incident }: Change) => ({
  reference: incident.reference,
  texts: [
    ...incident.events.flatMap(({ text }) => Object.values(text)),
    ...(['category', 'service'] as const).flatMap((trait) =>
      incident[trait] === null || incident[trait] === before[trait] ? [] : [incident[trait]],
    ),
  ],
});

/** What people said that can be edited. */
export const wordsOf = (tx: Tx, reference: string) =>
  tx
    .selectFrom('incident')
    .select(['title', 'description', 'fields'])
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();

/** Puts other words in place of what people said before. */
export async function editWords(
  tx: Tx,
  reference: string,
  words: { readonly title?: string; readonly description?: string; readonly fields?: object },
): Promise<void> {
  if (Object.keys(words).length === 0) return;
  const { fields, ...rest } = words;
  const set = { ...rest, ...(fields !== undefined && { fields: JSON.stringify(fields) }) };
  await tx.updateTable('incident').set(set).where('reference', '=', reference).execute();
}

/** Says when the incident's workflow should take its next turn, and that the relay need not. */
export const setWake = (db: Kysely<Database>, reference: string, wakeAt: number | null) =>
  db.updateTable('incident').set({ wake_at: wakeAt, wakes: 0 }).where('reference', '=', reference).execute();

const stored = (incident: Incident): Incident => ({ ...incident, events: [] });

const columns = (incident: Incident) => ({
  plan_version: incident.planVersion,
  type: incident.type,
  severity: incident.severity,
  tier: incident.tier,
  service: incident.service,
  status: incident.status,
  escalated: incident.escalated !== null && isOpen(incident),
  ended_at: incident.endedAt,
});
