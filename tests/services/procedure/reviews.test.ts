/** A review is a ticket and a run for it: both are there or neither, and whichever is over takes the other with it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { eventsOf } from '../../../db/events.ts';
import { readRun, runsForTickets } from '../../../db/runs.ts';
import { personOfPlan } from '../../../services/access/caller.ts';
import type { Desk } from '../../../services/desk.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { advanceRun } from '../../../services/procedure/advance.ts';
import { startAsked } from '../../../services/procedure/ask.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { begin } from '../../../services/schedule/begin.ts';
import { shopPlan } from '../../domain/support.ts';
import { dieAt, everyDeath } from '../deaths.ts';
import { startShop, tellings } from '../support.ts';
import type { Shop } from '../support.ts';

const plan = shopPlan(
  (text) => `${text}reviews:
  access: { every: month, owner: [support, ana], within: 3 days, checklist: [Who has left?, Who may too much?], gives: A list }
  report: { every: as needed, owner: ana, gives: A report }
  plain: { every: month, owner: ana }
procedures:
  tidy: { owner: ana, steps: [{ do: Tidy }] }
`,
);
const ion = personOfPlan('k-ion', 'ion', plan.plan);
let shop: Shop;
let instant = Date.parse('2026-11-02T07:00:00.000Z');
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());
beforeEach(() => void (instant += 1000));

const come = async (nominalAt = instant, desk: Desk = shop.desk) =>
  (await begin(desk, { plan: 'shop', name: 'reviews/access', nominalAt }))!;
const runsOf = async (ticket: string) => (await runsForTickets(shop.db, [ticket])).map(({ reference }) => reference);
const runOf = async (ticket: string) => (await runsOf(ticket))[0]!;
const statusOf = async (run: string) => (await readRun(shop.db, run))!.status;
let keys = 0;
const done = (reference: string, key = `done-${++keys}`, desk: Desk = shop.desk) =>
  actOnRun(desk, ion, { reference, verb: 'done', body: { step: 'review', note: 'Nobody' }, key });

test('its list is ticked in a run, with what it leaves behind; who is given the ticket is not told twice', async () => {
  const ticket = await come();
  const run = await runOf(ticket);
  const { state } = (await readRun(shop.db, run))!;
  expect(state).toMatchObject({ procedure: 'reviews/access', settles: true, why: { kind: 'schedule' } });
  expect(plan.plan.procedures['reviews/access']!.steps).toMatchObject([
    { act: { kind: 'do', items: ['Who has left?', 'Who may too much?'] }, gives: ['A list'] },
  ]);
  expect(tellings(await shop.whole(ticket))).toEqual(['opened ana', 'opened eva', 'opened ion']);
  expect(await shop.db.selectFrom('notification').selectAll().where('reference', '=', `run:${run}`).execute()).toEqual(
    [],
  );
  expect(shop.stirs).toContain(`run:${run} started`);
  expect(await shop.kinds(ticket)).toEqual(['opened', 'run-begun']);
});

test('without a list and without anything to leave behind it is a ticket alone', () =>
  expect(Object.keys(plan.plan.procedures)).toEqual(['tidy', 'reviews/access', 'reviews/report']));

test('whoever does the last of it has resolved the ticket', async () => {
  const ticket = await come();
  const run = await runOf(ticket);
  await done(run);
  const { row, events, brokenAt } = await shop.whole(ticket);
  expect([row!.status, brokenAt]).toEqual(['resolved', undefined]);
  expect(events.map(({ kind, by }) => [kind, by])).toEqual([
    ['opened', null],
    ['run-begun', null],
    ['run-ended', 'ion'],
    ['resolved', 'ion'],
  ]);
  expect(events.at(-1)!.text).toEqual({ note: `Every step of ${run} is done.` });
  expect(shop.stirs).toContain(`${ticket} resolved`);
});

test.each(['resolve', 'cancel'] as const)('%s by hand calls the run off', async (verb) => {
  const ticket = await come();
  const run = await runOf(ticket);
  await advanceRun(shop.desk, run);
  expect((await readRun(shop.db, run))!.wake_at).toBeNull();
  await shop.act(ticket, verb, { note: 'Not now', reason: 'Not now' });
  expect(shop.stirs).toContain(`run:${run} ticket`);
  expect((await readRun(shop.db, run))!.wake_at).not.toBeNull();
  await expect(done(run)).rejects.toThrow('cancelled');
  await advanceRun(shop.desk, run);
  expect(await statusOf(run)).toBe('cancelled');
  expect((await eventsOf(shop.db, `run:${run}`)).at(-1)).toMatchObject({ data: { why: 'ticket-over' } });
});

test('a run that is called off leaves its ticket open, and can be begun for it once more', async () => {
  const ticket = await come();
  const first = await runOf(ticket);
  await actOnRun(shop.desk, ion, { reference: first, verb: 'cancel', body: { reason: 'Again' }, key: `c-${first}` });
  expect((await shop.row(ticket)).status).not.toBe('resolved');
  const { reference } = await startRun(
    shop.desk,
    ion,
    { plan: 'shop', procedure: 'reviews/access', incident: ticket },
    null,
  );
  await done(reference);
  expect((await shop.row(ticket)).status).toBe('resolved');
});

test('what else is done for a ticket stands on it and leaves it as it is', async () => {
  const ticket = await shop.open();
  const { reference } = await startRun(shop.desk, ion, { plan: 'shop', procedure: 'tidy', incident: ticket }, null);
  await actOnRun(shop.desk, ion, { reference, verb: 'done', body: { step: 'step-1' }, key: 'tidied' });
  const { row, events } = await shop.whole(ticket);
  expect(row!.status).toBe('received');
  expect(events.slice(-2).map(({ kind, by, data }) => [kind, by, data])).toEqual([
    ['run-begun', 'ion', { run: reference, procedure: 'tidy' }],
    ['run-ended', 'ion', { run: reference, procedure: 'tidy', status: 'done' }],
  ]);
});

test('begun by hand it has a ticket of its own, and the same key is the same review', async () => {
  const ask = () => startAsked(shop.desk, ion, { plan: 'shop', procedure: 'reviews/report' }, 'by-hand');
  const { reference } = await ask();
  expect(await ask()).toMatchObject({ reference });
  const { incident } = (await readRun(shop.db, reference))!;
  expect(await runsOf(incident!)).toEqual([reference]);
});

test('killed anywhere, there is the ticket with its run or nothing, and again there is one of each', async () => {
  await everyDeath(async (death) => {
    instant += 1000;
    const at = instant;
    const before = await shop.incidents();
    const result = await dieAt(shop, death, (desk) => come(at, desk));
    const left = (await shop.incidents()) - before;
    const runs = await shop.db.selectFrom('run').select('reference').execute();
    const ticket = await come(at);
    expect(await shop.incidents()).toBe(before + 1);
    const run = await runOf(ticket);
    expect(runs.some(({ reference }) => reference === run)).toBe(left === 1);
    expect(await runsOf(ticket)).toEqual([run]);
    return result;
  });
}, 60_000);

test('killed anywhere, a run that is done has resolved its ticket', async () => {
  await everyDeath(async (death) => {
    instant += 1000;
    const ticket = await come();
    const run = await runOf(ticket);
    const key = `killed ${death.when} ${death.at}`;
    const result = await dieAt(shop, death, (desk) => done(run, key, desk));
    const isDone = (await statusOf(run)) === 'done';
    expect((await shop.row(ticket)).status === 'resolved').toBe(isDone);
    await done(run, key);
    expect((await shop.kinds(ticket)).filter((kind) => kind === 'resolved')).toHaveLength(1);
    return result;
  });
}, 60_000);
