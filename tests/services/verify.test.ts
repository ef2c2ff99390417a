/** `guardia incident verify`: what is stored of an incident agrees with its events, or it is said where it does not. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { advance } from '../../services/incident/advance.ts';
import { verify } from '../../services/incident/verify.ts';

import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

/** Held, breached, resolved and opened again. */
async function lived(): Promise<string> {
  const reference = await shop.open();
  await shop.act(reference, 'start', {});
  await shop.act(reference, 'hold', { reason: 'waits' });
  shop.pass(30 * minute);
  await shop.act(reference, 'resume', {});
  shop.pass(5 * hour);
  await advance(shop.desk, reference);
  await shop.act(reference, 'resolve', { note: 'done' });
  await shop.act(reference, 'reopen', { reason: 'again' });
  return reference;
}

test('of a whole life everything agrees', async () => {
  const reference = await lived();
  const found = await verify(shop.desk, admin, reference);
  expect(found).toMatchObject({ holds: true, chain: { holds: true, brokenAt: null } });
  expect(found.clocks!.map(({ metric, agrees }) => [metric, agrees])).toContainEqual(['resolution', true]);
  expect(found.clocks!.find(({ metric }) => metric === 'response')!.counted!.breachedAt).not.toBeNull();
});

test('a clock that somebody stopped in the database disagrees', async () => {
  const reference = await lived();
  const { state } = await shop.row(reference);
  const clocks = state.clocks.map((one) => (one.metric === 'response' ? { ...one, breachedAt: null } : one));
  const changed = JSON.stringify({ ...state, clocks });
  await shop.db.updateTable('incident').set({ state: changed }).where('reference', '=', reference).execute();
  const found = await verify(shop.desk, admin, reference);
  expect(found).toMatchObject({ holds: false, chain: { holds: true } });
  expect(found.clocks!.filter(({ agrees }) => !agrees).map(({ metric }) => metric)).toEqual(['response']);
});

test('an event that somebody changed breaks the chain, and a missing one, too', async () => {
  const reference = await lived();
  const event = () => shop.db.updateTable('event').where('reference', '=', reference);
  await event().set({ by: 'eva' }).where('seq', '=', 4).execute();
  expect(await verify(shop.desk, admin, reference)).toMatchObject({
    holds: false,
    chain: { holds: false, brokenAt: 4 },
  });
  const other = await lived();
  const { events } = await shop.whole(other);
  await shop.db.deleteFrom('event').where('reference', '=', other).where('seq', '=', events.length).execute();
  expect(await verify(shop.desk, admin, other)).toMatchObject({
    holds: false,
    chain: { holds: false, brokenAt: null },
  });
});

test('of what an earlier release opened only the chain is known', async () => {
  const reference = await lived();
  const { events } = await shop.whole(reference);
  const { version: _, clocks: __, ...before } = events[0]!.data;
  const data = JSON.stringify(before);
  await shop.db.updateTable('event').set({ data }).where('reference', '=', reference).where('seq', '=', 1).execute();
  expect(await verify(shop.desk, admin, reference)).toMatchObject({ clocks: null });
});
