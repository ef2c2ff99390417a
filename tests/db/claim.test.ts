/** What is told in one message is taken by one deliverer: whole, or not at all. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { claim, insertNotifications } from '../../db/notifications.ts';
import { setBundle } from '../../db/outcomes.ts';
import { freshDatabase, pool } from '../support/database.ts';

const many = 30;
const references = Array.from({ length: many }, (_, number) => `SHOP-${number}`);
let db: ReturnType<typeof pool>;
beforeAll(async () => {
  const { url } = await freshDatabase();
  db = pool(url, 6);
});
afterAll(() => db.destroy());
beforeEach(async () => {
  await db.deleteFrom('notification').execute();
  const one = { plan: 'shop', event_key: 'opened', kind: 'opened', recipient: 'ion', due_at: 1, try_at: 1 };
  await insertNotifications(
    db,
    references.map((reference) => ({ ...one, reference })),
  );
});

const take = (leaseMs = 60_000, reference?: string) =>
  claim(db, { now: 2, leaseMs, limit: 200, ...(reference !== undefined && { reference }) });

/** Some are claimed after the others, and told together. */
async function takenInTwoGoes(): Promise<void> {
  const own = await take(60_000, references[0]);
  await setBundle(db, [...own, ...(await take())], 'a-bundle');
}

const leaseEnds = (reference: string) =>
  db
    .updateTable('notification')
    .set({ lease_until: sql`clock_timestamp() - interval '1 ms'` })
    .where('reference', '=', reference)
    .execute();

test('what is claimed at once is free again at once', async () => {
  await take();
  const ends = db
    .selectFrom('notification')
    .select(sql<string>`lease_until::text`.as('at'))
    .distinct();
  expect(await ends.execute()).toHaveLength(1);
});

test('while the lease of one lasts, nothing of its bundle is taken', async () => {
  await takenInTwoGoes();
  await leaseEnds(references[0]!);
  expect(await take()).toEqual([]);
  expect(await take(60_000, references[0])).toEqual([]);
  for (const reference of references) await leaseEnds(reference);
  expect(await take(60_000, references[7])).toHaveLength(many);
});

test('and all of it by one, when several want it as its leases end', async () => {
  const own = await take(300, references[0]);
  await setBundle(db, [...own, ...(await take(310))], 'a-bundle');
  const shares: number[] = [];
  const taking = async () => {
    while (shares.length === 0) {
      const { length } = await take();
      if (length > 0) shares.push(length);
    }
  };
  await Promise.all([taking(), taking(), taking(), taking()]);
  expect(shares).toEqual([many]);
});
