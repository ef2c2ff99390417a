import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { Database } from './schema.ts';

export type Subscriber = Selectable<Database['subscriber']>;

/** Adds an address to a plan, once; the name, where there is one, is the latest. */
export async function insertSubscriber(
  db: Kysely<Database>,
  { plan, email, name, added_at }: Omit<Subscriber, 'id'>,
): Promise<Subscriber> {
  const { rows } = await sql<Subscriber>`
    insert into subscriber (plan, email, name, added_at) values (${plan}, ${email}, ${name}, ${added_at})
    on conflict (plan, lower(email)) do update set name = coalesce(excluded.name, subscriber.name)
    returning *`.execute(db);
  return rows[0]!;
}

export const subscriberById = (db: Kysely<Database>, id: number): Promise<Subscriber | undefined> =>
  db.selectFrom('subscriber').selectAll().where('id', '=', id).executeTakeFirst();

/** A plan's subscribers behind the one with the id `after`, in the order in which they came. */
export const listSubscribers = (
  db: Kysely<Database>,
  plan: string,
  after: number,
  limit: number,
): Promise<Subscriber[]> =>
  db
    .selectFrom('subscriber')
    .selectAll()
    .where('plan', '=', plan)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

export const deleteSubscriber = (db: Kysely<Database>, id: number) =>
  db.deleteFrom('subscriber').where('id', '=', id).execute();
