/** A new version of the plan is moved to open work: a promise breaks at the change, a timer moves, a hold goes on, and all is on record. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan, shopText } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: shopPlan() })));
afterAll(() => world.stop());

const apply = async (text: string, more: object) => {
  const answer = await world.request('POST', '/api/plans', { text, ...more });
  await world.settled();
  return answer;
};
const after = (incident: { openedAt: string }, instant: string) =>
  (Date.parse(instant) - Date.parse(incident.openedAt)) / minutes;

test('the main job', async () => {
  const [shortened, lengthened] = [
    await world.openIncident({ severity: 'P1' }),
    await world.openIncident({ severity: 'P2' }),
  ];
  const paused = await world.openIncident({ severity: 'P1' });
  await world.act(paused, 'start');
  await world.act(paused, 'hold', { reason: 'Waits for a part.' });
  await world.travel(45 * minutes);

  const text = shopText
    .replace('P1: { response: 1h, resolution: 4h', 'P1: { response: 30m, resolution: 2h')
    .replace('P2: { response: 4h', 'P2: { response: 6h');
  const dry = await apply(text, { dryRun: true });
  expect(
    dry.body.impact.incidents.map((one: { reference: string; clocks: { change: string }[] }) => [
      one.reference,
      one.clocks[0]!.change,
    ]),
  ).toEqual([
    [shortened, 'breached'],
    [paused, 'sooner'],
    [lengthened, 'later'],
  ]);
  expect((await world.show(shortened)).planVersion).toBe(1);
  const { status, body } = await apply(text, { migrate: true });
  expect([status, body.migration]).toEqual([201, { moved: 3, left: 0, staying: [], hidden: 0 }]);

  // Used up already: broken at the change, and whom the step tells are mailed now.
  const [change, breach, step] = (await world.events(shortened)).slice(-3);
  expect([change, breach, step]).toMatchObject([
    { kind: 'migrated', by: 'admin', data: { version: 2, from: 1, retroactive: true } },
    { kind: 'breached', at: change!.at, dueAt: change!.at },
    { kind: 'escalated', at: change!.at, dueAt: change!.at, data: { step: 3 } },
  ]);
  const broken = await world.show(shortened);
  expect(broken.clocks[0]).toMatchObject({ metric: 'response', state: 'breached', breachedAt: change!.at });
  expect(after(broken, broken.clocks[0].dueAt)).toBe(30);

  // Its timer moves: nothing happens at the old instant, and everything at the new one.
  await world.travel(200 * minutes);
  expect(await world.kinds(lengthened)).toEqual(['opened', 'escalated', 'migrated']);
  await world.travel(130 * minutes);
  const late = await world.show(lengthened);
  const [breached] = (await world.events(lengthened)).filter(({ kind }) => kind === 'breached');
  expect([breached!.dueAt, after(late, breached!.dueAt!)]).toEqual([late.clocks[0].dueAt, 360]);
  expect(world.mailsTo('ana@shop.example').some(({ subject }) => subject.includes(lengthened))).toBe(true);

  // What is on hold stands still, and goes on with the new length.
  const held = await world.show(paused);
  expect([held.status, held.planVersion, held.clocks[0].dueAt]).toEqual(['on_hold', 2, null]);
  await world.act(paused, 'resume');
  const going = await world.show(paused);
  const left = (Date.parse(going.clocks[0].dueAt) - world.desk.now()) / minutes;
  expect([left > 29, left <= 30]).toEqual([true, true]);

  for (const reference of [shortened, lengthened, paused])
    expect((await world.request('GET', `/api/incidents/${reference}/verification`)).body).toMatchObject({
      holds: true,
    });
});
