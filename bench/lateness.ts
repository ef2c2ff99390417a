/** How late things are done that fall due together. Run: node bench/lateness.ts [--json] */
import { sql } from 'kysely';

import { counters } from '../db/settings.ts';
import { open } from '../services/incident/open.ts';

import { report, rate, spread } from './figures.ts';
import { breakGround, caller, settled } from './ground.ts';

const second = 1000;
const minute = 60 * second;
const atOnce = 16;
const until = (instant: number) => new Promise((resolve) => setTimeout(resolve, instant - Date.now()));

/** Some incidents, and the instants at which they say they were opened. */
interface Burst {
  readonly title: string;
  readonly severity: 'soon' | 'quiet';
  readonly count: number;
  readonly openedAt: (index: number) => number;
}

const ground = await breakGround();
const { desk, stirrer } = ground;
const paceMs = await pace();

const rows = [
  await measured(burst('1,000 at one instant', 1000)),
  await measured(burst('1,000 over a minute', 1000, minute)),
  await drowned(burst('1,000 among 3,000 openings', 1000)),
  await measured(burst('3,000 at one instant', 3000)),
];
report(rows);
await ground.stop();

/** All say that they were opened when the last really will have been, so that none falls due before: at one instant, or over a while. */
function burst(title: string, count: number, overMs = 0): Burst {
  const first = Date.now() + Math.round(2.5 * count * paceMs);
  return { title, severity: 'soon', count, openedAt: (index) => first + Math.round((index * overMs) / count) };
}

/** How long it takes on this machine until one of many is opened and its workflow waits. */
async function pace(): Promise<number> {
  const began = performance.now();
  await openBurst({ title: 'warm-up', severity: 'quiet', count: 500, openedAt: () => Date.now() });
  await settled(desk.db);
  return (performance.now() - began) / 500;
}

async function openBurst({ title, severity, count, openedAt }: Burst): Promise<void> {
  await rate(count, atOnce, (index) => {
    const at = openedAt(index);
    return open({ ...desk, now: () => at }, caller, { plan: 'bench', title, type: 'incident', severity }, null);
  });
}

async function measured(some: Burst, meanwhile?: (dueAt: number) => Promise<number>) {
  await openBurst(some);
  await settled(desk.db);
  const dueAt = some.openedAt(0) + 10 * second;
  if (Date.now() > dueAt) throw new Error(`${some.title}: opening them took longer than until they fell due.`);
  const before = await rescues();
  const queued = (await meanwhile?.(dueAt)) ?? 0;
  await untilTold(some);
  const [decided, sent] = [spread(await decidedMs(some.title)), spread(await sentMs(some.title))];
  const after = await rescues();
  // Each workflow has still to see what was done for it: the next row does not pay for that.
  await settled(desk.db);
  return said({
    'what fell due': some.title,
    'openings queued': queued,
    'decided p50 s': decided.p50,
    'decided p99 s': decided.p99,
    'decided max s': decided.max,
    'sent p50 s': sent.p50,
    'sent p99 s': sent.p99,
    'sent max s': sent.max,
    rescues: after - before,
  });
}

/** It takes minutes: whoever waits sees how far it is. */
function said<Row extends object>(row: Row): Row {
  console.error(JSON.stringify(row));
  return row;
}

/** They fall due while the worker has still to take the first turns of 3,000 that were opened just before. */
async function drowned(some: Burst) {
  const row = await measured(some, async (dueAt) => {
    await until(dueAt - 6 * second);
    const flood = openBurst({ title: 'flood', severity: 'quiet', count: 3000, openedAt: () => Date.now() });
    await until(dueAt);
    const { rows: waiting } = await sql<{ count: number }>`select count(*) as count from incident
      where title = 'flood' and wake_at is distinct from next_due_at`.execute(desk.db);
    await flood;
    return waiting[0]!.count;
  });
  await stirrer.idle();
  await settled(desk.db);
  return row;
}

async function untilTold({ title, count }: Burst): Promise<void> {
  while ((await sentMs(title)).length < 2 * count) await new Promise((resolve) => setTimeout(resolve, second));
}

async function decidedMs(title: string): Promise<number[]> {
  const { rows: found } = await sql<{ ms: number }>`select at - due_at as ms from event
    join incident using (reference) where title = ${title} and kind = 'escalated'`.execute(desk.db);
  return found.map(({ ms }) => ms);
}

async function sentMs(title: string): Promise<number[]> {
  const { rows: found } = await sql<{ ms: number }>`select sent_at - due_at as ms from notification
    join incident using (reference) where title = ${title} and sent_at is not null`.execute(desk.db);
  return found.map(({ ms }) => ms);
}

/** What the relay has had to do so far: nothing, in ordinary running. */
async function rescues(): Promise<number> {
  const done = (await counters(desk.db)).filter(({ name }) => name.startsWith('relay_'));
  return done.reduce((sum, { value }) => sum + value, 0);
}
