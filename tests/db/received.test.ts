/** What was received waits until it is heard. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { receive } from '../../db/received.ts';
import { freshDatabase, pool } from '../support/database.ts';

let db: ReturnType<typeof pool>;
beforeAll(async () => {
  const { url } = await freshDatabase();
  db = pool(url, 2);
});
afterAll(() => db.destroy());

test('is kept in the order in which it came, as it came', async () => {
  const one = { plan: 'shop', source: 'check/api', form: 'monitor', at: 1 } as const;
  await receive(db, [
    { ...one, body: { key: 'a', more: [1] } },
    { ...one, body: { key: 'b' } },
  ]);
  await receive(db, []);
  const rows = await db.selectFrom('received').select(['body', 'heard_at', 'tries']).orderBy('id').execute();
  expect(rows).toEqual([
    { body: { key: 'a', more: [1] }, heard_at: null, tries: 0 },
    { body: { key: 'b' }, heard_at: null, tries: 0 },
  ]);
});
