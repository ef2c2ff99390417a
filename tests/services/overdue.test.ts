/** What should have begun and did not opens an incident, once for each instant, and that is over when it has begun after all. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { coming } from '../../services/schedule/coming.ts';
import { begin } from '../../services/schedule/begin.ts';
import { beginMissed } from '../../services/schedule/missed.ts';
import { watchOverdue } from '../../services/schedule/overdue.ts';
import { pause } from '../../services/schedule/pause.ts';
import { showSchedule } from '../../services/schedule/show.ts';
import { keepOccurrences } from '../../worker/occurrences.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const which = { plan: 'shop', name: 'reviews/r' };
let shop: Shop;
let nominalAt: number;
beforeEach(async () => {
  shop = await startShop(shopPlan((text) => `${text}reviews:\n  r: { every: day 09:00, owner: ana }\n`));
  nominalAt = (await coming(shop.desk))[0]!.instants[0]!;
  shop.pass(nominalAt - shop.desk.now());
});
afterEach(() => shop.stop());

const opened = () => shop.db.selectFrom('incident').selectAll().where('caller', '=', 'overdue:shop').execute();

test('not before half an hour', async () => {
  shop.pass(29 * minute);
  expect([await watchOverdue(shop.desk), await opened()]).toEqual([0, []]);
});

test('one incident of the mildest severity, however often it is looked', async () => {
  shop.pass(31 * minute);
  expect([await watchOverdue(shop.desk), await watchOverdue(shop.desk)]).toEqual([1, 1]);
  const all = await opened();
  expect(all).toMatchObject([{ type: 'incident', severity: 'P4', title: expect.stringMatching(/^Overdue: “r” of /) }]);
  expect((await showSchedule(shop.desk, admin, which)).history).toMatchObject([
    { outcome: 'overdue', what: null, incident: all[0]!.reference },
  ]);
});

test('it is resolved when it has begun', async () => {
  shop.pass(31 * minute);
  await watchOverdue(shop.desk);
  const what = await begin(shop.desk, { ...which, nominalAt });
  expect(await watchOverdue(shop.desk)).toBe(0);
  const [incident] = await opened();
  expect(incident!.status).toBe('resolved');
  expect((await showSchedule(shop.desk, admin, which)).history).toMatchObject([
    { outcome: 'begun', what, incident: incident!.reference },
  ]);
});

test('nothing where it is paused', async () => {
  await pause(shop.desk, admin, which, { reason: 'Not now' }, null);
  shop.pass(31 * minute);
  await beginMissed(shop.desk);
  expect([await watchOverdue(shop.desk), await opened()]).toEqual([0, []]);
});

test('what comes round seldom is begun after days at which nothing ran', async () => {
  shop.pass(8 * 24 * hour);
  const before = await shop.incidents();
  await applyPlan(
    shop.desk,
    shopPlan((text) => `${text}reviews:\n  q: { every: quarter, owner: ana }\n`),
    'admin',
  );
  const [one] = await coming(shop.desk);
  shop.pass(one!.instants[0]! - shop.desk.now() + 3 * 24 * hour);
  expect([await beginMissed(shop.desk), await beginMissed(shop.desk, 100 * 24 * hour)]).toEqual([0, 1]);
  expect(await shop.incidents()).toBe(before + 1);
});

test('a worker begins what Temporal has not, and where it cannot, says so once and has it opened', async () => {
  const warnings: string[] = [];
  const opening = sql`alter table occurrence add constraint broken check (outcome <> 'begun')`;
  await opening.execute(shop.db);
  shop.pass(31 * minute);
  const stop = keepOccurrences({ desk: shop.desk, warn: (sentence) => void warnings.push(sentence) });
  try {
    await vi.waitFor(async () => expect(await opened()).toHaveLength(1), 10_000);
  } finally {
    stop();
  }
  expect(warnings).toEqual(['what came round cannot be begun, and is tried again']);
  await sql`alter table occurrence drop constraint broken`.execute(shop.db);
  const again = keepOccurrences({ desk: shop.desk, warn: (sentence) => void warnings.push(sentence) });
  try {
    await vi.waitFor(async () => expect((await opened())[0]!.status).toBe('resolved'), 10_000);
  } finally {
    again();
  }
  expect((await showSchedule(shop.desk, admin, which)).history).toMatchObject([{ outcome: 'begun' }]);
});
