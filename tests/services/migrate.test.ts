/** A new version of a plan and the work that is open under an older one: moved when that is asked, whole, and told. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { eventsOf } from '../../db/events.ts';
import { personOfPlan } from '../../services/access/caller.ts';
import { advance } from '../../services/incident/advance.ts';
import { show } from '../../services/incident/show.ts';
import { verify } from '../../services/incident/verify.ts';
import { shopPlan, shopText } from '../domain/support.ts';

import { mover, quicker, withoutP4 } from './moving.ts';
import { admin, hour, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeEach(async () => void (shop = await startShop()));
afterEach(async () => {
  const all = await shop.db.selectFrom('incident').select('reference').execute();
  for (const { reference } of all) {
    const { state } = await shop.row(reference);
    if (state.severity === 'P99') continue;
    expect(await verify(shop.desk, admin, reference)).toMatchObject({ holds: true });
  }
  await shop.stop();
});
const { submit, move, versionOf } = mover(() => shop);

test('without being asked to move it, open work stays as it is', async () => {
  const reference = await shop.open();
  const before = await shop.whole(reference);
  const { version, migration } = await submit(quicker);
  expect([version, migration]).toEqual([2, undefined]);
  expect(await shop.whole(reference)).toEqual(before);
});

test('moved, it goes by the new version: what it shows, when it falls due, what it says', async () => {
  const reference = await shop.open();
  shop.pass(10 * minute);
  expect((await move(quicker)).migration).toEqual({ moved: 1, left: 0, staying: [], hidden: 0 });
  const { planVersion, clocks, openedAt, next } = await show(shop.desk, admin, reference);
  expect([planVersion, clocks.map(({ dueAt }) => dueAt! - openedAt), next!.at - openedAt]).toEqual([
    2,
    [30 * minute, 120 * minute],
    15 * minute,
  ]);
  const { row, events, brokenAt } = await shop.whole(reference);
  expect([row!.plan_version, row!.next_due_at, brokenAt]).toEqual([2, openedAt + 15 * minute, undefined]);
  expect(events.at(-1)).toMatchObject({
    key: 'migrate:2',
    kind: 'migrated',
    by: 'admin',
    data: { version: 2, from: 1 },
  });
  expect(shop.stirs.at(-1)).toBe(`${reference} migrated`);
});

test('what had fallen due under its own version is done by that, though nobody looked until now', async () => {
  const reference = await shop.open();
  shop.pass(2 * hour);
  await move(shopText.replace('P1: { response: 1h', 'P1: { response: 8h'));
  const events = await eventsOf(shop.db, reference);
  const { openedAt, clocks } = await show(shop.desk, admin, reference);
  expect(clocks[0]).toMatchObject({ metric: 'response', state: 'breached', breachedAt: openedAt + hour });
  expect(events.findIndex(({ kind }) => kind === 'migrated')).toBe(events.length - 1);
});

test('what the new version has used up already is broken at the change, and told', async () => {
  const reference = await shop.open();
  shop.pass(45 * minute);
  await move(quicker);
  const { row, events } = await shop.whole(reference);
  const at = events.find(({ kind }) => kind === 'migrated')!.at;
  expect(row!.state.clocks[0]).toMatchObject({ metric: 'response', breachedAt: at });
  expect(tellings(await shop.whole(reference)).filter((one) => one.startsWith('escalated:critical:3'))).toHaveLength(3);
});

test('with the used share carried over where that is asked', async () => {
  const reference = await shop.open();
  shop.pass(30 * minute);
  await move(quicker, { retroactive: false });
  const { clocks, openedAt } = await show(shop.desk, admin, reference);
  expect(Math.round((clocks[0]!.dueAt! - openedAt) / minute)).toBe(45);
});

test('hours of a version reach back to what was opened long before it', async () => {
  const reference = await shop.open({ severity: 'P3' });
  const before = await show(shop.desk, admin, reference);
  shop.pass(60 * 24 * hour);
  await shop.db.updateTable('incident').set({ next_due_at: null }).execute();
  await shop.act(reference, 'acknowledge', {});
  await move(quicker);
  const { planVersion, clocks } = await show(shop.desk, admin, reference);
  expect([planVersion, clocks]).toEqual([
    2,
    before.clocks.map((one, index) => expect.objectContaining({ dueAt: one.dueAt, metric: clocks[index]!.metric })),
  ]);
});

describe('what cannot be moved', () => {
  test('keeps its version, says why, and the rest is moved', async () => {
    const [stuck, free] = [await shop.open({ severity: 'P4' }), await shop.open()];
    expect((await move(withoutP4)).migration).toEqual({
      moved: 1,
      left: 0,
      staying: [{ reference: stuck, reason: 'This version of the plan has no severity "P4" for the type "incident".' }],
      hidden: 0,
    });
    expect([await versionOf(stuck), await versionOf(free)]).toEqual([1, 2]);
    await shop.act(stuck, 'acknowledge', {});
    await advance(shop.desk, stuck);
  });

  test('is moved once what it needs is there again', async () => {
    const stuck = await shop.open({ severity: 'P4' });
    await move(withoutP4);
    expect((await move(quicker)).migration).toMatchObject({ moved: 1, staying: [] });
    expect(await versionOf(stuck)).toBe(3);
  });

  test('because it cannot be decided stops no other one', async () => {
    const [poisoned, free] = [await shop.open(), await shop.open()];
    await shop.poison(poisoned);
    const { migration } = await move(quicker);
    expect(migration!.staying).toEqual([{ reference: poisoned, reason: 'It cannot be decided.' }]);
    expect([await versionOf(poisoned), await versionOf(free)]).toEqual([1, 2]);
  });
});

test('what has ended stays under its version, and so does another plan’s', async () => {
  const ended = await shop.open();
  await shop.act(ended, 'cancel', { reason: 'A mistake.' });
  shop.pass(8 * 24 * hour);
  await advance(shop.desk, ended);
  expect((await move(quicker)).migration).toMatchObject({ moved: 0 });
  expect(await versionOf(ended)).toBe(1);
});

test('what is restricted is moved, and not told to who may not see it', async () => {
  const restricted = (text: string) =>
    text
      .replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: eva }, task: {} }')
      .replace('lead: [ana]', 'lead: { members: [ana], may: [work, apply] }');
  await submit(restricted(shopText));
  const ana = personOfPlan('k-ana', 'ana', shopPlan(restricted).plan);
  const secret = await shop.open({ type: 'security', title: 'Leaked passwords' });
  const stuck = await shop.open({ type: 'security', severity: 'P4' });
  const { impact } = await submit(restricted(withoutP4), { dryRun: true }, ana);
  expect(impact).toEqual({ total: 2, unchanged: 0, hidden: 2, incidents: [] });
  const { migration } = await move(restricted(withoutP4), {}, ana);
  expect(migration).toEqual({ moved: 1, left: 0, staying: [], hidden: 1 });
  expect([await versionOf(secret), await versionOf(stuck)]).toEqual([3, 2]);
  expect((await eventsOf(shop.db, secret)).at(-1)).toMatchObject({ kind: 'migrated', by: 'ana' });
});
