/** A backup copy counts once it was made to its end, and no longer than it is known to be whole. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Db } from '../../db/connect.ts';
import * as copies from '../../db/copies.ts';
import * as restoreTests from '../../db/restore-tests.ts';
import { asAdmin, freshDatabase, pool } from '../support/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = pool(database.url);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const begun = (backup: string, more: object = {}) => ({
  plan: 'shop',
  backup,
  of: 'database',
  run: null,
  driver: 'pg_dump' as const,
  mode: 'full' as const,
  place: '',
  base: null,
  same_as: null,
  location: `${backup}.dump`,
  began_at: 1000,
  ...more,
});
const made = { made_at: 2000, reaches_at: 1000, ms: 1000, bytes: 10, sha256: 'ab', tool: 'pg_dump 15', verdict: 'ok' };
const statuses = async (backup: string) =>
  (await copies.lastCopies(db, 'shop', backup, 10)).map(({ status }) => status);

test('one is made at a time in a place, and none counts before it stands', async () => {
  const [first, other] = await Promise.all([1, 2].map(() => copies.beginCopy(db, begun('one'))));
  expect([first, other].filter((row) => row === undefined)).toHaveLength(1);
  expect(await copies.goodCopies(db, 'shop', 'one')).toEqual([]);
  const { id } = (first ?? other)!;
  expect(await copies.finishCopy(db, id, made)).toBe(true);
  expect(await copies.goodCopies(db, 'shop', 'one')).toMatchObject([{ id, verified_at: 2000, reaches_at: 1000 }]);
  expect(await copies.beginCopy(db, begun('one', { location: 'next.dump' }))).toBeDefined();
});

test('who was taken for lost makes nothing good', async () => {
  const { id } = (await copies.beginCopy(db, begun('lost')))!;
  await asAdmin(database.url, "update copy set lease_until = clock_timestamp() - interval '1 s' where backup = 'lost'");
  expect(await copies.failLostCopies(db)).toMatchObject([{ id, failed_why: 'lost' }]);
  expect([await copies.holdCopy(db, id), await copies.finishCopy(db, id, made)]).toEqual([false, false]);
  expect(await statuses('lost')).toEqual(['failed']);
});

test('who says that it is there is not lost, and what failed stays so', async () => {
  const { id } = (await copies.beginCopy(db, begun('held')))!;
  expect(await copies.holdCopy(db, id)).toBe(true);
  expect(await copies.failLostCopies(db)).toEqual([]);
  await copies.failCopy(db, id, 'disk-full', 5);
  expect(await copies.finishCopy(db, id, made)).toBe(false);
  expect(await copies.copyOf(db, id)).toMatchObject({ status: 'failed', failed_why: 'disk-full', ms: 5 });
});

test('with a damaged copy goes all that builds upon it', async () => {
  const chain: number[] = [];
  for (const location of ['full', 'first', 'second']) {
    const { id } = (await copies.beginCopy(db, begun('chain', { location, base: chain.at(-1) ?? null })))!;
    await copies.finishCopy(db, id, made);
    chain.push(id);
  }
  await copies.updateCopy(db, chain[2]!, { proven_at: 3000 });
  await copies.damageCopy(db, chain[1]!, 'checksum');
  expect((await copies.lastCopies(db, 'shop', 'chain', 9)).map((one) => one.failed_why)).toEqual([
    'base-damaged',
    'checksum',
    null,
  ]);
  await copies.deleteCopy(db, chain[0]!, 4000);
  expect(await copies.goodCopies(db, 'shop', 'chain')).toEqual([]);
});

test('a restore test ends once, and a lost one has failed', async () => {
  const begin = () =>
    restoreTests.beginRestoreTest(db, {
      plan: 'shop',
      backup: 'one',
      copy: null,
      run: null,
      began_at: 1000,
      within_ms: null,
      rto_ms: 9,
      age_ms: 5,
    });
  const [passed, lost] = [await begin(), await begin()];
  const evidence = { asked: [{ query: 'select 1', answer: '1', ok: true }] };
  const end = (id: number) =>
    restoreTests.endRestoreTest(db, id, { endedAt: 2000, ms: 800, failedWhy: null, evidence });
  await restoreTests.holdRestoreTest(db, passed);
  expect([await end(passed), await end(passed)]).toEqual([true, false]);
  await asAdmin(database.url, `update restore_test set lease_until = now() - interval '1 s' where id = ${lost}`);
  await restoreTests.failLostRestoreTests(db, 3000);
  expect(await restoreTests.restoreTestsOf(db, 'shop', 'one', 9)).toMatchObject([
    { status: 'failed', failed_why: 'lost' },
    { status: 'passed', evidence },
  ]);
});
