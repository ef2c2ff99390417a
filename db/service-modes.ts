import type { Kysely, Transaction } from 'kysely';

import type { Database } from './schema.ts';

export type ModeRow = Database['service_mode'];

/** How a service runs, to be changed: nobody else does until the transaction ends. */
export async function lockMode(tx: Transaction<Database>, plan: string, service: string): Promise<ModeRow> {
  const never = { since_at: null, until_at: null, reason: null, by: null, seq: 0, chain: '' };
  await tx
    .insertInto('service_mode')
    .values({ plan, service, mode: 'normal', ...never })
    .onConflict((one) => one.doNothing())
    .execute();
  const query = tx.selectFrom('service_mode').selectAll().where('plan', '=', plan).where('service', '=', service);
  return query.forUpdate().executeTakeFirstOrThrow();
}

export const saveMode = (tx: Transaction<Database>, { plan, service, ...row }: ModeRow) =>
  tx.updateTable('service_mode').set(row).where('plan', '=', plan).where('service', '=', service).execute();

/** How a service runs; undefined where nobody ever said anything about it. */
export const modeOf = (db: Kysely<Database>, plan: string, service: string): Promise<ModeRow | undefined> =>
  db.selectFrom('service_mode').selectAll().where('plan', '=', plan).where('service', '=', service).executeTakeFirst();

/** How the services of some plans run of which somebody ever said anything. */
export const modesOf = (db: Kysely<Database>, plans: readonly string[]): Promise<ModeRow[]> =>
  plans.length === 0
    ? Promise.resolve([])
    : db.selectFrom('service_mode').selectAll().where('plan', 'in', plans).execute();

/** What was declared until an instant that has come. */
export const modesOver = (db: Kysely<Database>, now: number): Promise<ModeRow[]> =>
  db.selectFrom('service_mode').selectAll().where('mode', '=', 'degraded').where('until_at', '<=', now).execute();
