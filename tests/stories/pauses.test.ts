/** Waiting through HTTP on a real server: no millisecond is lost, nothing falls due while it does not count, nothing is missed. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let world: World;
beforeAll(async () => {
  world = await startWorld();
  // Time passes by travelling only.
  const { offsetMs } = world.desk.clock;
  const from = world.desk.now();
  Object.assign(world.desk, { now: () => from + world.desk.clock.offsetMs - offsetMs });
});
afterAll(() => world.stop());

async function started(): Promise<string> {
  const reference = await world.openIncident();
  await world.act(reference, 'start');
  return reference;
}

async function held(reference: string, ms: number): Promise<void> {
  await world.act(reference, 'hold', { reason: 'Așteptăm furnizorul.' });
  await world.travel(ms);
  await world.act(reference, 'resume');
}

const breaches = async (reference: string) =>
  (await world.events(reference))
    .filter(({ kind }) => kind === 'breached')
    .map(({ data, dueAt }) => [data['metric'], Date.parse(dueAt!)]);

async function dueIn(reference: string, metric: string): Promise<number> {
  const { clocks, openedAt } = await world.show(reference);
  return Date.parse(clocks.find((one: { metric: string }) => one.metric === metric).dueAt) - Date.parse(openedAt);
}

test('the response met, a pause that spans the resolution deadline breaks nothing; what is left is broken at its very instant', async () => {
  const reference = await started();
  const openedAt = world.desk.now();
  await world.act(reference, 'acknowledge');
  await world.travel(3 * hour);
  await held(reference, 3 * hour);
  expect(await breaches(reference)).toEqual([]);
  await world.travel(hour);
  expect(await breaches(reference)).toEqual([]);
  await world.travel(1);
  expect(await breaches(reference)).toEqual([['resolution', openedAt + 7 * hour]]);
});

test('twenty pauses of 54 seconds move the resolution, which they stop, by twenty times 54 seconds', async () => {
  const reference = await started();
  for (let one = 0; one < 20; one++) await held(reference, 54 * second);
  expect(await dueIn(reference, 'response')).toBe(hour);
  expect(await dueIn(reference, 'resolution')).toBe(4 * hour + 1080 * second);
});

test('an acknowledgement at the instant of a step: that step is told once, and no other', async () => {
  const reference = await world.openIncident();
  await world.travel(30 * minute);
  await world.act(reference, 'acknowledge');
  await world.travel(2 * hour);
  const steps = (await world.events(reference)).filter(({ kind }) => kind === 'escalated');
  expect(steps.map(({ data }) => [data['metric'], data['share']])).toEqual([
    ['opening', 0],
    ['response', 0.5],
  ]);
});
