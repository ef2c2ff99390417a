import { randomBytes } from 'node:crypto';

import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Event } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';
import { sha256 } from './digest.ts';
import type { Database } from './schema.ts';

type Row = Database['event'];
type Stored = Omit<Row, 'data' | 'text'> & { data: string; text: string | null };

/** The rows for `events`, each chained to the one before by its hash: a changed or missing one shows. */
export function chained(
  reference: string,
  events: readonly Event[],
  start: { seq: number; chain: string },
  bodyHash: string | null,
): Stored[] {
  let { seq, chain } = start;
  return events.map(({ key, kind, at, dueAt, by, data, text }) => {
    const words = Object.keys(text).length === 0 ? null : JSON.stringify(text);
    const salt = words === null ? null : randomBytes(16).toString('hex');
    const digest = words === null ? null : sha256(salt + words);
    const row = { reference, seq: ++seq, key, kind, at, due_at: dueAt, by, data: canonical(data), text: words };
    chain = linked(chain, { ...row, digest });
    return { ...row, salt, digest, body_hash: key.startsWith('act:') ? bodyHash : null, hash: chain };
  });
}

/** The statement that keeps these, to be part of another; null where there are none. */
export const insertEvents = (db: Kysely<Database>, events: readonly Stored[]) =>
  events.length === 0 ? null : db.insertInto('event').values(events);

type Linked = Pick<Stored, 'reference' | 'seq' | 'key' | 'kind' | 'at' | 'due_at' | 'by' | 'data' | 'digest'>;

const linked = (before: string, { reference, seq, key, kind, at, due_at, by, data, digest }: Linked): string =>
  sha256(JSON.stringify([before, reference, seq, key, kind, at, due_at, by, data, digest]));

/** The first event, by number, at which the chain of an incident does not hold; undefined when it is whole. */
export function brokenAt(
  events: readonly (Omit<Linked, 'data'> & { data: object; hash: string })[],
): number | undefined {
  let chain = '';
  for (const [index, event] of events.entries()) {
    chain = linked(chain, { ...event, data: canonical(event.data) });
    if (event.hash !== chain || event.seq !== index + 1) return index + 1;
  }
  return undefined;
}

/** An incident's events, the oldest first. */
export const eventsOf = (db: Db, reference: string) =>
  db.selectFrom('event').selectAll().where('reference', '=', reference).orderBy('seq').execute();

/** What has happened to an incident after its event number `seq`, the oldest first. */
export const eventsSince = (db: Kysely<Database>, reference: string, seq: number) =>
  db
    .selectFrom('event')
    .select(['kind', 'by', 'data'])
    .where('reference', '=', reference)
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute();

export const eventOf = (db: Db, reference: string, key: string) =>
  db
    .selectFrom('event')
    .select(['seq', 'kind', 'at', 'by', 'data', 'text'])
    .where('reference', '=', reference)
    .where('key', '=', key)
    .executeTakeFirst();

/** An incident's events of some kinds, the oldest first. */
export const eventsOfKinds = (db: Db, reference: string, kinds: readonly string[]) =>
  db
    .selectFrom('event')
    .select(['reference', 'seq', 'kind', 'at', 'data'])
    .where('reference', '=', reference)
    .where('kind', 'in', kinds)
    .orderBy('seq')
    .execute();

/** What was last said in public about an incident, up to its event `seq`; null where nothing was, or it has been erased. */
export async function lastPublicText(db: Db, reference: string, seq: number): Promise<string | null> {
  const { rows } = await sql<{ said: string | null }>`
    select text ->> 'text' as said from event
    where reference = ${reference} and seq <= ${seq}
      and (kind = 'workaround' or (kind = 'commented' and data -> 'public' = 'true'::jsonb))
    order by seq desc limit 1`.execute(db);
  return rows[0]?.said ?? null;
}

/** What the latest event of a kind that has this among its data says; undefined where there is none. */
export async function lastData(db: Db, reference: string, kind: string, having: object) {
  const query = db.selectFrom('event').select('data').where('reference', '=', reference).where('kind', '=', kind);
  const latest = query
    .where(sql<boolean>`data @> ${JSON.stringify(having)}::jsonb`)
    .orderBy('seq', 'desc')
    .limit(1);
  return (await latest.executeTakeFirst())?.data;
}

/** The hash of the body that came with an act already done under this key; undefined when there is none. */
export async function doneBefore(db: Db, reference: string, key: string) {
  const query = db.selectFrom('event').select('body_hash').where('reference', '=', reference).where('key', '=', key);
  return (await query.executeTakeFirst())?.body_hash ?? undefined;
}

/** The same text for the same value, whatever the order of its keys: jsonb does not keep it. */
const canonical = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => (isFields(value) ? sorted(value) : value));

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
