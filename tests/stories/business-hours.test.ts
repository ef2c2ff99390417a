/** Due instants in business hours are exact over a weekend, a holiday and the change of clocks in Bucharest on 2027-03-28. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
let world: World;
beforeEach(async () => void (world = await startWorld()));
afterEach(() => world.stop());

/** The clock runs on while the request is made: what counts from opening is told as if it had been made at once. */
async function opened(instant: string, report: object) {
  world.startAt(instant);
  const reference = await world.openIncident(report);
  const { clocks, openedAt } = await world.show(reference);
  const lateMs = Date.parse(openedAt) - Date.parse(instant);
  const due = clocks.map(({ dueAt, target }: { dueAt: string; target: object }) =>
    new Date(Date.parse(dueAt) - ('seconds' in target ? lateMs : 0)).toISOString(),
  );
  return { reference, due };
}

test('24 hours of a P3 opened on the Friday before the change of clocks end on Monday, an hour earlier by UTC', async () => {
  const { reference, due } = await opened('2027-03-26T10:00:00.000Z', { severity: 'P3' });
  expect(due[0]).toBe('2027-03-29T09:00:00.000Z');
  await world.travel(71 * hours - 60_000);
  expect((await world.show(reference)).clocks[0].state).toBe('running');
  await world.travel(61_000);
  expect((await world.show(reference)).clocks[0].state).toBe('breached');
});

test('3 business days of a P3 end at the end of Wednesday, by summer time', async () => {
  const { due } = await opened('2027-03-26T10:00:00.000Z', { severity: 'P3' });
  expect(due[1]).toBe('2027-03-31T21:00:00.000Z');
});

test('4 hours of a P2 opened late on a Friday end on Monday morning', async () => {
  const { due } = await opened('2026-11-27T20:30:00.000Z', { severity: 'P2' });
  // Friday 22:30 by EET leaves 90 minutes; Monday is the holiday of Saint Andrew, Tuesday the national day.
  expect(due[0]).toBe('2026-12-02T00:30:00.000Z');
});

test('a P1 in the night of the change counts the hours that really pass', async () => {
  const { due } = await opened('2027-03-27T23:30:00.000Z', { severity: 'P1' });
  expect(due).toEqual(['2027-03-28T00:30:00.000Z', '2027-03-28T03:30:00.000Z']);
});

test('the tier of the customer who asks wins where it is the stricter, and the record says so', async () => {
  world.startAt('2026-11-23T08:00:00.000Z');
  const reference = await world.openIncident({ severity: 'P4', requester: { email: 'dispecer@acme.example' } });
  const { tier, clocks } = await world.show(reference);
  expect(tier).toBe('enterprise');
  expect(clocks.map(({ rule }: { rule: string }) => rule)).toEqual([
    'tiers.enterprise.response',
    'tiers.enterprise.resolution',
  ]);
});
