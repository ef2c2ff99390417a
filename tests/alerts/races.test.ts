/** An alert is never lost: not to a person who resolves its incident at that moment, not to a death between two statements. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { pool } from '../support/database.ts';
import { hear } from '../../services/alert/hear.ts';
import { act } from '../../services/incident/act.ts';
import { open } from '../../services/incident/open.ts';
import { dieAt } from '../services/deaths.ts';
import { admin, report, tellings } from '../services/support.ts';

import { event, startWatched, watchedPlan } from './support.ts';
import type { Watched } from './support.ts';

let shop: Watched;
beforeAll(async () => void (shop = await startWatched(watchedPlan((text) => `${text}storm: { incidents: 1000 }\n`))));
afterAll(() => shop.stop());

const named = async (key: string) => (await shop.all()).filter((one) => one.dedup_key === `integration/pager/${key}`);

/** Resolves while an alert repeats itself, each held up at its first lock until both have begun. */
async function meet(key: string, first: 'alert' | 'person'): Promise<void> {
  await shop.pager(event(key));
  const { reference } = (await named(key))[0]!;
  await shop.receives('integration/pager', 'pagerduty', event(key));
  const gate = pool(shop.url, 1);
  const resolving = () =>
    act(shop.desk, admin, { reference, verb: 'resolve', body: { note: 'x' }, key: `by hand ${key}` });
  const hearing = () => hear(shop.desk);
  const waiting = async (count: number) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
      shop.db,
    );
    if (rows[0]!.count < count) await waiting(count);
  };
  let both: Promise<unknown>[] = [];
  await gate.transaction().execute(async (tx) => {
    await sql`select from incident where reference = ${reference} for update`.execute(tx);
    const [one, other] = first === 'alert' ? [hearing, resolving] : [resolving, hearing];
    both = [one()];
    await waiting(1);
    both.push(other());
    await waiting(2);
  });
  await Promise.all(both);
  await gate.destroy();
}

test('heard just before a person resolves, it is part of what was resolved', async () => {
  await meet('before', 'alert');
  const all = await named('before');
  expect(all.map(({ status }) => status)).toEqual(['resolved']);
  expect(await shop.alerts(all[0]!.reference)).toMatchObject([{ count: 2, status: 'resolved' }]);
});

test('heard just after, it opens a new one', async () => {
  await meet('after', 'person');
  expect((await named('after')).map(({ status }) => status)).toEqual(['resolved', 'received']);
});

test('somebody who opens one under its key at that moment has the same one', async () => {
  await shop.receives('check/x', 'monitor', { key: 'check/x', title: 'X' });
  await Promise.all([hear(shop.desk), open(shop.desk, admin, report({ dedupKey: 'check/x' }), null)]);
  await hear(shop.desk);
  const all = (await shop.all()).filter((one) => one.dedup_key === 'check/x');
  expect(all).toHaveLength(1);
  expect(await shop.alerts(all[0]!.reference)).toMatchObject([{ count: 1 }]);
});

test('many who hear at once hear each thing once', async () => {
  await shop.receives('integration/pager', 'pagerduty', ...Array.from({ length: 500 }, (_, i) => event(`n${i % 50}`)));
  await Promise.all([1, 2, 3, 4].map(() => hear(shop.desk)));
  const counts = (await shop.alerts()).filter(({ key }) => /pager\/n\d+$/.test(key)).map(({ count }) => count);
  expect(counts).toEqual(Array.from({ length: 50 }, () => 10));
});

test('killed between any two statements, it is heard whole or not at all, and then once', async () => {
  // Dead before a statement is dead after the one before it; of all others only the last is no loss.
  let statements = 0;
  for (let lived = false; !lived;) {
    const death = { at: ++statements, when: 'before' } as const;
    const key = `killed ${death.when} ${death.at}`;
    await shop.pager(event(`${key} old`));
    await shop.receives(
      'integration/pager',
      'pagerduty',
      event(key),
      event(`${key} old`),
      event(`${key} old`, 'resolve'),
    );
    const result = await dieAt(shop, death, (desk) => hear({ ...desk, rules: shop.desk.rules }));
    await hear(shop.desk);
    const [fresh, ...more] = await named(key);
    const [old, ...others] = await named(`${key} old`);
    expect([more.length, others.length], key).toEqual([0, 0]);
    const whole = await shop.whole(fresh!.reference);
    expect(tellings(whole), key).toEqual(['escalated:critical:1 eva', 'escalated:critical:1 ion']);
    expect(whole.brokenAt).toBeUndefined();
    expect(old!.status, key).toBe('resolved');
    expect(await shop.alerts(old!.reference), key).toMatchObject([{ count: 3, status: 'resolved' }]);
    expect(await shop.alerts(fresh!.reference), key).toMatchObject([{ count: 1, status: 'firing' }]);
    lived = !result.died;
  }
  expect(statements).toBeGreaterThan(8);
});

test('what cannot be written holds nothing up: tried three times, it is written down with why', async () => {
  await sql`alter table alert add constraint no_poison check (title <> 'poison is down')`.execute(shop.db);
  await shop.pager(event('well'), event('poison'), event('well too'));
  expect([await named('well'), await named('poison'), await named('well too')].map(({ length }) => length)).toEqual([
    1, 0, 1,
  ]);
  const rows = await shop.db.selectFrom('received').selectAll().where('error', 'is not', null).execute();
  expect(rows).toMatchObject([{ tries: 3, error: expect.stringMatching(/no_poison/), heard_at: expect.any(Number) }]);
});
