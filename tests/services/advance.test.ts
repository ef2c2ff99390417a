/** A turn does what is due, once, for its own incident and for others; a poisoned one stops nobody else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { advance } from '../../services/incident/advance.ts';
import { sweep } from '../../services/incident/sweep.ts';

import { hour, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeEach(async () => void (shop = await startShop()));
afterEach(() => shop.stop());

const turn = (reference: string) => advance(shop.desk, reference);

describe('a turn', () => {
  test('says what it fired, when it wants the next, and in which stage it is', async () => {
    const reference = await shop.open();
    shop.pass(30 * minute);
    const answer = await turn(reference);
    expect(answer).toMatchObject({ fired: ['escalated:critical:2'], waiting: true, ended: false });
    expect(answer.outlook).toMatchObject({ stage: 'respond', next: 'response due' });
    expect(answer.inMs).toBeGreaterThan(29 * minute);
  });
  test('of what is gone has ended', async () =>
    expect(await turn('SHO-404')).toEqual({
      inMs: null,
      dueAt: null,
      waiting: false,
      ended: true,
      fired: [],
      outlook: null,
    }));
  test('writes nothing when nothing is due', async () => {
    const reference = await shop.open();
    await turn(reference);
    const before = await shop.whole(reference);
    await turn(reference);
    expect(await shop.whole(reference)).toEqual(before);
  });
  test('twice has one effect', async () => {
    const reference = await shop.open();
    shop.pass(61 * minute);
    await turn(reference);
    const before = await shop.whole(reference);
    expect((await turn(reference)).fired).toEqual([]);
    expect(await shop.whole(reference)).toEqual(before);
  });
  test('eight at once have one effect', async () => {
    const reference = await shop.open();
    shop.pass(61 * minute);
    await Promise.all(Array.from({ length: 8 }, () => turn(reference)));
    const whole = await shop.whole(reference);
    expect(whole.events).toHaveLength(5);
    expect(new Set(tellings(whole)).size).toBe(tellings(whole).length);
  });
  test('moves the wish for a turn on to what is due next', async () => {
    const reference = await shop.open();
    await turn(reference);
    const { wake_at, next_due_at, opened_at } = await shop.row(reference);
    expect([wake_at, next_due_at]).toEqual([opened_at + 30 * minute, opened_at + 30 * minute]);
  });
  test('a promise is not broken at its last millisecond', async () => {
    const reference = await shop.open();
    const { opened_at } = await shop.row(reference);
    shop.desk.clock.offsetMs = opened_at + hour - Date.now() - 50;
    expect((await turn(reference)).fired).not.toContain('breached:response');
  });
});

describe('and it sweeps', () => {
  test('what others have due', async () => {
    const [mine, other] = [await shop.open(), await shop.open()];
    shop.pass(30 * minute);
    await turn(mine);
    expect((await shop.whole(other)).events.map(({ key }) => key)).toContain('escalated:critical:2');
  });
  test('leaving their own workflows their turn', async () => {
    const [mine, other] = [await shop.open(), await shop.open()];
    const { wake_at } = await shop.row(other);
    shop.pass(30 * minute);
    await turn(mine);
    expect((await shop.row(other)).wake_at).toBe(wake_at);
  });
  test('only when it had something due itself', async () => {
    const [mine, other] = [await shop.open({ severity: 'P2' }), await shop.open()];
    shop.pass(30 * minute);
    await turn(mine);
    expect(await shop.kinds(other)).toHaveLength(2);
  });
  test('nothing that is not yet as overdue as asked', async () => {
    await shop.open();
    shop.pass(30 * minute + 1000);
    expect(await sweep(shop.desk, 2000)).toBe(0);
  });
  test('150 at once, each once', async () => {
    const all = await Promise.all(Array.from({ length: 150 }, () => shop.open()));
    shop.pass(30 * minute + 1000);
    const done = await Promise.all([sweep(shop.desk, 0), sweep(shop.desk, 0), turn(all[0]!).then(() => 0)]);
    await sweep(shop.desk, 0);
    const { length } = await shop.db
      .selectFrom('event')
      .select('key')
      .where('key', '=', 'escalated:critical:2')
      .execute();
    expect(length, `swept ${done.join(' and ')}`).toBe(150);
  });
});

describe('a poisoned incident', () => {
  test('does not stop the sweep of the others', async () => {
    const all = [await shop.open(), await shop.open(), await shop.open()];
    await shop.poison(all[1]!);
    shop.pass(30 * minute);
    expect(await sweep(shop.desk, 0)).toBe(2);
    expect((await shop.kinds(all[2]!)).length).toBe(3);
  });
  test('does not stop the turn of another', async () => {
    const [bad, good] = [await shop.open(), await shop.open()];
    await shop.poison(bad);
    shop.pass(30 * minute);
    expect((await turn(good)).fired).toEqual(['escalated:critical:2']);
  });
  test.each([1, 200, 450])(
    'does not starve the others, though there are %s of them and they are due longer',
    async (count) => {
      const bad = await Promise.all(Array.from({ length: count }, () => shop.open()));
      await Promise.all(bad.map((one) => shop.poison(one)));
      shop.pass(minute);
      const good = await shop.open();
      shop.pass(40 * minute);
      for (let round = 0; round < Math.ceil(count / 200) + 1; round += 1) await sweep(shop.desk, 0);
      expect(await shop.kinds(good)).toHaveLength(3);
      await shop.db.deleteFrom('notification').execute();
      await shop.db.deleteFrom('event').execute();
      await shop.db.deleteFrom('incident').execute();
    },
  );
  test('is tried again once a minute, named when it fails, and done as soon as it can be', async () => {
    const reference = await shop.open();
    const { state } = await shop.row(reference);
    await shop.poison(reference);
    shop.pass(31 * minute);
    const failed: string[] = [];
    const round = () => sweep(shop.desk, 0, (one) => void failed.push(one));
    expect([await round(), await round(), failed]).toEqual([0, 0, [reference]]);
    shop.pass(minute);
    expect([await round(), failed]).toEqual([0, [reference, reference]]);
    const mended = JSON.stringify(state);
    await shop.db.updateTable('incident').set({ state: mended }).where('reference', '=', reference).execute();
    shop.pass(minute);
    expect([await round(), (await shop.row(reference)).failed_at]).toEqual([1, null]);
  });
  test('fails its own turn visibly', async () => {
    const bad = await shop.open();
    await shop.poison(bad);
    await expect(turn(bad)).rejects.toThrow(TypeError);
  });
  test('whose write fails does not stop the others either', async () => {
    const all = [await shop.open(), await shop.open()];
    const clash = {
      ...(await shop.whole(all[0]!)).events[0]!,
      key: 'escalated:critical:2',
      seq: 99,
      data: '{}',
      text: null,
    };
    await shop.db.insertInto('event').values(clash).execute();
    shop.pass(30 * minute);
    expect(await sweep(shop.desk, 0)).toBe(1);
    expect(await shop.kinds(all[1]!)).toHaveLength(3);
  });
});

test('a closed incident ends after its window, and its turn says so once everything is told', async () => {
  const reference = await shop.open({ severity: 'P2' });
  await shop.act(reference, 'resolve', { note: 'x' });
  await shop.act(reference, 'close', {});
  await shop.db.updateTable('notification').set({ try_at: null, outcome: 'sent' }).execute();
  shop.pass(7 * 24 * hour + minute);
  expect(await turn(reference)).toMatchObject({ ended: true, inMs: null, outlook: { stage: 'closed' } });
});
