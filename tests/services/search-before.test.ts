/** Tickets that stood before there was a search are found by what was said of them then. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { listIncidents } from '../../db/incident-lists.ts';
import { up } from '../../db/migrations/008-search.ts';

import { startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

test('the migration finds them all, page by page', async () => {
  const references: string[] = [];
  for (let i = 0; i < 203; i++) references.push(await shop.open({ title: `Lamp ${i}`, category: 'lighting' }));
  await shop.act(references[7]!, 'comment', { text: 'The capacitors hum', public: false });
  await sql`drop table search, relation`.execute(shop.db);
  await sql`drop function joined_words`.execute(shop.db);
  await shop.db.transaction().execute(up);
  const found = async (q: string) =>
    (await listIncidents(shop.db, { q, hidden: [], limit: 300 })).map(({ reference }) => reference);
  expect((await found('lamps')).toSorted()).toEqual(references.toSorted());
  expect(await found('lighting capacitor')).toEqual([references[7]]);
});
