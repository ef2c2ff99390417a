/** Waiting costs nothing: an incident that is 90 days on hold resumes with its clocks as they were, and its history stays short. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { recordHistory } from '../support/record-histories.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

test('90 days on hold delay a breach to the millisecond and stay under 200 history events', async () => {
  const reference = await world.openIncident();
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'start');
  await world.act(reference, 'hold', { reason: 'Așteptăm furnizorul.' });
  const before = await world.show(reference);
  expect(before.clocks[1]).toMatchObject({ state: 'paused', dueAt: null });
  for (let day = 0; day < 90; day += 30) await world.travel(30 * days);
  await world.act(reference, 'resume');
  const { clocks, openedAt } = await world.show(reference);
  const events = await world.events(reference);
  const at = (kind: string) => Date.parse(events.find((one) => one.kind === kind)!.at);
  expect(Date.parse(clocks[1].dueAt)).toBe(Date.parse(openedAt) + 240 * minutes + at('resumed') - at('held'));
  await world.travel(241 * minutes);
  expect((await world.show(reference)).clocks[1].state).toBe('breached');
  expect((await world.handle(reference).describe()).historyLength).toBeLessThan(200);
  await recordHistory(world, reference, 'long-hold');
});

test('a hold with an end resumes by itself', async () => {
  const reference = await world.openIncident();
  await world.act(reference, 'start');
  const until = new Date(world.desk.now() + 2 * days).toISOString();
  await world.act(reference, 'hold', { reason: 'Piesa vine poimâine.', until });
  await world.travel(2 * days + minutes);
  expect((await world.show(reference)).status).toBe('in_progress');
  const resumed = (await world.events(reference)).find(({ kind }) => kind === 'resumed');
  expect(resumed?.dueAt).toBe(until);
  await recordHistory(world, reference, 'hold-until');
});
