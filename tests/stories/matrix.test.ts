/** Nobody answers a critical fault of the VoIP platform: the matrix warns at half the time, tells of the breach again and again, and in the end the emergency contacts. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
let reference: string;
let openedAt: number;
beforeAll(async () => {
  world = await startWorld({ plan: await planFile('voip') });
  // A Saturday night: nobody is at the desk, Davi is on call.
  world.startAt('2027-03-06T23:00:00-03:00');
  reference = await world.openIncident({
    title: 'Nenhuma chamada passa',
    severity: 'critico',
    requester: { email: 'recepcao@aurora.example' },
  });
  openedAt = Date.parse((await world.show(reference)).openedAt);
});
afterAll(() => world.stop());

/** Who was told of what the matrix did, with the minutes since the opening. */
const told = async () => {
  const steps = (await world.events(reference)).filter(({ kind }) => kind === 'escalated');
  const mails = await world.notifications(reference);
  return steps.map((step) => {
    const { key } = step as unknown as { key: string };
    const to = mails.filter(({ event }: { event: string }) => event === key);
    const { metric, share, times } = step.data;
    return {
      step: [(Date.parse(step.dueAt!) - openedAt) / minutes, metric, share, times].join(' '),
      to: to.map(({ recipient }: { recipient: string }) => recipient).toSorted(),
    };
  });
};

test('half of the time used up warns the second level; all of it the management, four times more', async () => {
  await world.travel(100 * minutes);
  expect(await told()).toEqual([
    { step: '0 opening 0 1', to: expect.arrayContaining(['beatriz', 'caio']) },
    { step: '15 response 0.5 1', to: ['caio', 'davi', 'fabio'] },
    ...[30, 45, 60, 75, 90].map((minute, index) => ({
      step: `${minute} response 1 ${index + 1}`,
      to: ['gabriela'],
    })),
  ]);
  expect(await world.show(reference)).toMatchObject({ escalated: { why: 'response' } });
});

test('acknowledged, nobody is paged any more, but the time to resolve goes on warning at 50 and 80 %', async () => {
  await world.act(reference, 'acknowledge', {}, await world.keyOf('elisa'));
  await world.act(reference, 'assign', { to: 'elisa' });
  const before = (await told()).length;
  await world.travel(95 * minutes);
  const after = (await told()).slice(before);
  expect(after).toEqual([
    { step: '120 resolution 0.5 1', to: ['elisa'] },
    { step: '192 resolution 0.8 1', to: ['elisa', 'gabriela'] },
  ]);
});

test('past it, the emergency contacts and the customer’s own are told', async () => {
  const before = (await told()).length;
  await world.travel(50 * minutes);
  expect((await told()).slice(before)).toEqual([
    { step: '240 resolution 1 1', to: ['beatriz', 'davi', 'elisa', 'fabio', 'gabriela'] },
  ]);
  expect(
    (await world.events(reference)).filter(({ kind }) => kind === 'breached').map(({ data }) => data['metric']),
  ).toEqual(expect.arrayContaining(['response', 'resolution']));
});
