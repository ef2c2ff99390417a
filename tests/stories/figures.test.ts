/** First contacts, reassignments and the time in each state are never typed in: they are added up from the events that HTTP gives. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: await planFile('voip') })));
afterAll(() => world.stop());

const ask = async () => {
  world.startAt('2027-03-02T10:00:00-03:00');
  return world.openIncident({
    type: 'question',
    title: 'Como transfiro uma ligação?',
    severity: 'baixo',
    requester: { email: 'recepcao@aurora.example' },
  });
};
const resolution = async (reference: string) =>
  (await world.events(reference)).findLast(({ kind }) => kind === 'resolved')!.data;
/** Whole minutes in each state. */
const spent = async (reference: string): Promise<Record<string, number>> => {
  const all: Record<string, number> = {};
  for (const { data } of await world.events(reference))
    if (typeof data['was'] === 'string')
      all[data['was']] = (all[data['was']] ?? 0) + Math.floor((data['spentMs'] as number) / minutes);
  return all;
};

test('answered and solved by whoever took it first, it was solved at first contact', async () => {
  const reference = await ask();
  await world.act(reference, 'assign', { to: 'beatriz' });
  await world.act(reference, 'comment', { text: 'Tecle ** e o ramal.', public: true });
  await world.act(reference, 'resolve', { note: 'Explicado.' });
  expect(await resolution(reference)).toMatchObject({ firstContact: true, reassignments: 0, handovers: 0, replies: 0 });
});

test('asked again or given to another, it was not, and each change of hands is counted', async () => {
  const reference = await ask();
  await world.act(reference, 'assign', { to: 'beatriz' });
  await world.act(reference, 'assign', { to: 'beatriz' });
  await world.act(reference, 'assign', { to: 'caio' });
  await world.act(reference, 'reply', { text: 'Não funcionou.', channel: 'telefone' });
  await world.act(reference, 'assign', { to: 'davi' });
  await world.act(reference, 'resolve', { note: 'Agora sim.' });
  expect(await resolution(reference)).toMatchObject({
    firstContact: false,
    reassignments: 2,
    handovers: 0,
    replies: 1,
  });
});

test('reopened, it is never again a first contact', async () => {
  const reference = await ask();
  await world.act(reference, 'resolve', { note: 'Explicado.' });
  await world.act(reference, 'reopen', { reason: 'Voltou.' });
  await world.act(reference, 'resolve', { note: 'De novo.' });
  expect((await resolution(reference))['firstContact']).toBe(false);
});

test('the time in each state adds up to the time that it was open', async () => {
  const reference = await ask();
  const { openedAt } = await world.show(reference);
  await world.travel(10 * minutes + 1000);
  await world.act(reference, 'triage', { severity: 'medio' });
  await world.travel(20 * minutes);
  await world.act(reference, 'start');
  await world.travel(30 * minutes);
  await world.act(reference, 'hold', { reason: 'Espera do cliente.' });
  await world.travel(120 * minutes);
  await world.act(reference, 'resume');
  await world.travel(40 * minutes);
  await world.act(reference, 'resolve', { note: 'Feito.' });
  expect(await spent(reference)).toEqual({ received: 10, triaged: 20, in_progress: 70, on_hold: 120 });
  const { resolvedAt } = await world.show(reference);
  const sum = (await world.events(reference)).reduce((all, { data }) => all + ((data['spentMs'] as number) ?? 0), 0);
  expect(sum).toBe(Date.parse(resolvedAt) - Date.parse(openedAt));
});
