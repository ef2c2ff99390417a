/** Nobody stays in charge by a click alone, nobody is waited for who is not there, and in the end somebody hears of it: lapse, skipped steps, exhaustion, snooze, hand-over. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const policies = `escalation:
  critical:
    steps:
      - { at: opening, tell: support }
      - { at: 10m, tell: rotation vacant }
      - { at: 20m, tell: lead, calendar: office }
      - { at: 30m, tell: ana, repeat: every 5m until acknowledged, at most: 1 }
    lapses: 30m
  mild: [{ at: opening, tell: ion }]
  desk: [{ at: opening, tell: ion }]
  second: [{ at: opening, tell: level N2 lead }, { at: 50% of level, tell: level N2 }]
`;
const plan = shopPlan((text) =>
  text
    .replace(/escalation:\n {2}critical:[^]*?reopen/, `${policies}reopen`)
    .replace('N2: { team: lead }', 'N2: { team: [ana, ion], lead: eva, response: 2h, escalation: second }')
    .replace('severities:', 'rotations: { vacant: { members: ana, every: 1 week, starts: 2030-01-07 } }\nseverities:')
    .concat('emergency: { contacts: [eva] }\n'),
);
let world: World;
beforeAll(async () => {
  world = await startWorld({ plan });
  // A Sunday: the office is closed, and nobody has the pager.
  world.startAt('2027-03-07T20:00:00+02:00');
});
afterAll(() => world.stop());

/** Who has been mailed how often about it. */
const mailed = (reference: string) =>
  Object.fromEntries(
    ['ion', 'eva', 'ana'].map((person) => [
      person,
      world.mailsTo(`${person}@shop.example`).filter(({ subject }) => subject.includes(`[${reference}]`)).length,
    ]),
  );
/** What the timeline says of its escalation: the kind, the minutes since the opening, the step. */
const timeline = async (reference: string) => {
  const [opened, ...events] = await world.events(reference);
  return events
    .filter(({ kind }) => ['escalated', 'skipped', 'lapsed', 'exhausted', 'snooze-ended'].includes(kind))
    .map(({ kind, dueAt, data }) => {
      const after = (Date.parse(dueAt!) - Date.parse(opened!.at)) / minute;
      const said = [data['step'], data['why']].filter((one) => one !== undefined).map(String);
      return [kind, Math.floor(after), ...said].join(' ');
    });
};
const solve = (reference: string) => world.act(reference, 'resolve', { note: 'Restarted.' });

test('a step without anybody on call or outside of its hours is skipped at once, and in the end the emergency contacts hear of it', async () => {
  const reference = await world.openIncident();
  await world.travel(11 * minute);
  const skipped = ['escalated 0 1', 'skipped 10 2 nobody', 'skipped 10 3 closed', 'escalated 10 4'];
  expect(await timeline(reference)).toEqual(skipped);
  expect(mailed(reference)).toEqual({ ion: 1, eva: 1, ana: 1 });
  await world.travel(8 * minute);
  expect(mailed(reference)).toEqual({ ion: 1, eva: 1, ana: 2 });
  await world.travel(2 * minute);
  expect(await timeline(reference)).toEqual([...skipped, 'escalated 15 4', 'exhausted 20']);
  expect(mailed(reference)).toEqual({ ion: 1, eva: 2, ana: 2 });
  expect(world.mailsTo('eva@shop.example').at(-1)!.text).toContain(
    'Everybody whom the plan names was told, and nobody has acknowledged it.',
  );
  await solve(reference);
});

test('acknowledged and left alone, it pages again from the beginning; worked on, it does not', async () => {
  const [left, worked] = [await world.openIncident(), await world.openIncident()];
  for (const one of [left, worked]) await world.act(one, 'acknowledge', {}, await world.keyOf('ion'));
  await world.travel(20 * minute);
  await world.act(worked, 'comment', { text: 'Still looking.', public: false }, await world.keyOf('ion'));
  await world.travel(11 * minute);
  expect(await timeline(left)).toEqual(['escalated 0 1', 'lapsed 30', 'escalated 30 1']);
  expect(mailed(left)).toEqual({ ion: 2, eva: 2, ana: 0 });
  const { acknowledgedAt, clocks } = await world.show(left);
  expect([acknowledgedAt, clocks[0].state]).toEqual([null, 'met']);
  expect(mailed(worked)).toEqual({ ion: 1, eva: 1, ana: 0 });
  await world.travel(10 * minute);
  expect(mailed(left)).toEqual({ ion: 2, eva: 2, ana: 1 });
  await solve(left);
  await solve(worked);
});

test('a snooze is quiet until its end and then goes on; without an end in a day it is refused', async () => {
  const reference = await world.openIncident();
  const snooze = (ms: number) =>
    world.act(reference, 'snooze', { reason: 'On my way.', until: new Date(world.desk.now() + ms).toISOString() });
  for (const [ms, why] of [
    [-minute, 'A snooze cannot end before it begins.'],
    [25 * hour, 'A snooze lasts 24 hours at most: put the incident on hold to wait for longer.'],
  ] as const) {
    const { status, body } = await snooze(ms);
    expect([status, body.detail ?? body.errors]).toEqual([422, expect.stringContaining(why)]);
  }
  expect((await snooze(50 * minute)).status).toBe(200);
  await world.travel(49 * minute);
  expect(mailed(reference)).toEqual({ ion: 1, eva: 1, ana: 0 });
  await world.travel(2 * minute);
  expect(await timeline(reference)).toEqual([
    'escalated 0 1',
    'snooze-ended 50',
    'skipped 50 2 nobody',
    'skipped 50 3 closed',
    'escalated 50 4',
  ]);
  expect(mailed(reference)).toEqual({ ion: 2, eva: 2, ana: 1 });
  await solve(reference);
});

test('handed over to a level with a policy of its own, its lead is told first and its team while nobody answers', async () => {
  const reference = await world.openIncident({ severity: 'P2' });
  const before = mailed(reference);
  await world.act(reference, 'escalate', { level: 'N2', note: 'Beyond us.' }, await world.keyOf('ion'));
  const handed = mailed(reference);
  expect([before['eva'], handed['eva']]).toEqual([0, 1]);
  await world.travel(61 * minute);
  expect(mailed(reference)).toMatchObject({ ana: handed['ana']! + 1, eva: 1 });
  await solve(reference);
});
