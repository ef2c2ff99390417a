/** Acts: whole or not at all, once for each key, one after another. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import { Invalid, NotFound } from '../../services/desk.ts';

import { admin, ana, hour, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

test('an act is written with its event, its words and a wish for a turn', async () => {
  const reference = await shop.open();
  await shop.act(reference, 'resolve', { note: 'Restarted.', cause: 'Heat.' }, ana, 'r1');
  const { row, events } = await shop.whole(reference);
  expect(events.at(-1)).toMatchObject({
    key: 'act:k-ana:r1',
    kind: 'resolved',
    by: 'ana',
    text: { note: 'Restarted.', cause: 'Heat.' },
  });
  expect(row).toMatchObject({ status: 'resolved', version: 2, wake_at: events.at(-1)!.at });
});

test('wakes the workflow with the kind of what changed', async () => {
  const reference = await shop.open();
  await shop.act(reference, 'start', {});
  expect(shop.stirs.at(-1)).toBe(`${reference} started`);
});

describe('under the same key', () => {
  test('twice is once', async () => {
    const reference = await shop.open();
    await shop.act(reference, 'comment', { text: 'x', public: true }, admin, 'c1');
    const before = await shop.whole(reference);
    await shop.act(reference, 'comment', { text: 'x', public: true }, admin, 'c1');
    expect(await shop.whole(reference)).toEqual(before);
  });
  test('20 at once are once', async () => {
    const reference = await shop.open();
    await Promise.all(Array.from({ length: 20 }, () => shop.act(reference, 'acknowledge', {}, admin, 'a1')));
    expect((await shop.kinds(reference)).filter((kind) => kind === 'acknowledged')).toHaveLength(1);
  });
  test('two callers do not meet', async () => {
    const reference = await shop.open();
    await shop.act(reference, 'comment', { text: 'x', public: true }, admin, 'c2');
    await shop.act(reference, 'comment', { text: 'x', public: true }, ana, 'c2');
    expect(await shop.kinds(reference)).toEqual(['opened', 'escalated', 'commented', 'commented']);
  });
  test('another body is refused', async () => {
    const reference = await shop.open();
    await shop.act(reference, 'comment', { text: 'x', public: true }, admin, 'c3');
    const other = shop.act(reference, 'comment', { text: 'y', public: true }, admin, 'c3');
    await expect(other).rejects.toThrow(Invalid);
  });
  test('another verb is refused', async () => {
    const reference = await shop.open();
    await shop.act(reference, 'acknowledge', {}, admin, 'c4');
    await expect(shop.act(reference, 'start', {}, admin, 'c4')).rejects.toThrow(Invalid);
  });
  test('a key like an escalation step’s stands in nobody’s way', async () => {
    const reference = await shop.open();
    await shop.act(reference, 'comment', { text: 'x', public: false }, admin, 'escalated:critical:2');
    shop.pass(31 * minute);
    await shop.act(reference, 'comment', { text: 'y', public: false });
    expect((await shop.whole(reference)).events.map(({ key }) => key)).toContain('escalated:critical:2');
  });
});

describe('late', () => {
  test('what had fallen due before happens first', async () => {
    const reference = await shop.open();
    shop.pass(61 * minute);
    await shop.act(reference, 'acknowledge', {});
    expect(await shop.kinds(reference)).toEqual([
      'opened',
      'escalated',
      'escalated',
      'breached',
      'escalated',
      'acknowledged',
    ]);
  });
  test('and those concerned are told of it', async () => {
    const reference = await shop.open();
    shop.pass(61 * minute);
    await shop.act(reference, 'acknowledge', {});
    expect(tellings(await shop.whole(reference)).filter((one) => one.includes('critical:3'))).toHaveLength(3);
  });
  test('a clock that goes back does not turn the timeline round', async () => {
    const reference = await shop.open();
    shop.pass(hour);
    await shop.act(reference, 'start', {});
    shop.pass(-hour);
    await shop.act(reference, 'comment', { text: 'x', public: false });
    const at = (await shop.whole(reference)).events.map((event) => event.at);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });
});

describe('refused, it changes nothing', () => {
  const refused = async (attempt: (reference: string) => Promise<void>, error: new (...words: never[]) => Error) => {
    const reference = await shop.open();
    shop.pass(61 * minute);
    const before = await shop.whole(reference);
    const stirs = shop.stirs.length;
    await expect(attempt(reference)).rejects.toThrow(error);
    expect(await shop.whole(reference)).toEqual(before);
    expect(shop.stirs).toHaveLength(stirs);
  };
  test('because of the status, even when something had fallen due', () =>
    refused((reference) => shop.act(reference, 'resume', {}), ActRefused));
  test('because the plan does not know the person', () =>
    refused((reference) => shop.act(reference, 'assign', { to: 'nobody' }), UnknownValue));
  test('because the caller belongs to another plan', () =>
    refused((reference) => shop.act(reference, 'acknowledge', {}, { ...ana, id: 'x', plan: 'other' }), NotFound));
});

test('on what is not there, it is not found', async () =>
  await expect(shop.act('SHO-999999', 'acknowledge', {})).rejects.toThrow(NotFound));

test('20 different ones at once all happen, one after another', async () => {
  const reference = await shop.open();
  const many = Array.from({ length: 20 }, (_, i) => shop.act(reference, 'comment', { text: `${i}`, public: false }));
  await Promise.all(many);
  const { row, events, brokenAt } = await shop.whole(reference);
  expect([events.length, row!.seq, row!.version, brokenAt]).toEqual([22, 22, 21, undefined]);
});

test('of several that exclude each other exactly one happens', async () => {
  const reference = await shop.open();
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => shop.act(reference, 'acknowledge', {})));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('reopening is refused while another with its deduplication key is open', async () => {
  const first = await shop.open({ dedupKey: 'one' });
  await shop.act(first, 'resolve', { note: 'x' });
  await shop.open({ dedupKey: 'one' });
  await expect(shop.act(first, 'reopen', { reason: 'y' })).rejects.toThrow(
    /another incident with its deduplication key/,
  );
});
