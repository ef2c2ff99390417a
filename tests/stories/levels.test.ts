/** A fault of the VoIP platform goes from N1 over N2 to N3 and back: each level has its own clock and people, and the whole story goes along. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld({ plan: await planFile('voip') });
  // A Tuesday at nine in São Paulo.
  world.startAt('2027-03-02T09:00:00-03:00');
  reference = await world.openIncident({
    title: 'Ligações caem aos 30 segundos',
    description: 'Só com o tronco novo.',
    severity: 'medio',
    requester: { email: 'recepcao@aurora.example' },
  });
});
afterAll(() => world.stop());

const level = async () => {
  const { level: at, assignee, clocks } = await world.show(reference);
  const { rule, state, dueAt } = clocks.find(({ metric }: { metric: string }) => metric === 'level');
  return { at, assignee, rule, state, dueAt };
};
const told = (person: string) =>
  world.mailsTo(`${person}@meupabx.example`).filter(({ subject }) => subject.includes(reference));
const handOver = async (to: string, note: string, by: string) => {
  const { status } = await world.act(reference, 'escalate', { level: to, note }, await world.keyOf(by));
  expect(status).toBe(200);
};

test('it begins at the first level, with its clock', async () => {
  expect(await level()).toMatchObject({ at: 'N1', rule: 'levels.N1.response', state: 'running' });
  await world.act(reference, 'comment', { text: 'Reiniciei o ramal.' }, await world.keyOf('beatriz'));
  await world.act(reference, 'assign', { to: 'beatriz' }, await world.keyOf('beatriz'));
  expect((await level()).state).toBe('met');
});

test('N2 is told at once, its own clock begins, and it is nobody’s until somebody takes it', async () => {
  const before = told('davi').length;
  await handOver('N2', 'Reiniciar não ajudou; parece o tronco.', 'beatriz');
  expect(told('davi').length).toBe(before + 1);
  const { at, assignee, rule, state, dueAt } = await level();
  expect([at, assignee, rule, state]).toEqual(['N2', null, 'levels.N2.response', 'running']);
  // Eight hours of work from a little after nine.
  expect(dueAt).toMatch(/^2027-03-02T20:0/);
  expect((await world.show(reference)).escalated).toMatchObject({ why: 'level' });
  await world.act(reference, 'acknowledge', {}, await world.keyOf('davi'));
  expect(await level()).toMatchObject({ state: 'met' });
});

test('a level that lets its time pass breaks its own promise, and no other level’s', async () => {
  await handOver('N3', 'A captura mostra o codec trocado.', 'davi');
  expect(await level()).toMatchObject({ at: 'N3', rule: 'levels.N3.response' });
  await world.travel(80 * hours);
  expect(await level()).toMatchObject({ at: 'N3', state: 'breached' });
  const broken = (await world.events(reference)).filter(
    ({ kind, data }) => kind === 'breached' && data['metric'] === 'level',
  );
  expect(broken).toHaveLength(1);
});

test('back at N2 and N1 whoever takes it reads all that was said, and the way is counted', async () => {
  await handOver('N2', 'Corrigido no código.', 'elisa');
  await handOver('N1', 'Avise o cliente.', 'davi');
  const me = visitor(world);
  await me.signIn(await world.keyOf('caio'));
  const { text } = await me.get(`/incidents/${reference}`);
  for (const said of [
    'Só com o tronco novo.',
    'Reiniciei o ramal.',
    'Reiniciar não ajudou; parece o tronco.',
    'A captura mostra o codec trocado.',
    'Corrigido no código.',
    'Avise o cliente.',
  ])
    expect(text).toContain(said);
  await world.act(reference, 'resolve', { note: 'Codec corrigido.' }, await world.keyOf('caio'));
  const events = await world.events(reference);
  expect(
    events
      .filter(({ kind }) => kind === 'handed-over')
      .map(({ data }) => [data['from'], data['level'], data['handovers']].join(' ')),
  ).toEqual(['N1 N2 1', 'N2 N3 2', 'N3 N2 3', 'N2 N1 4']);
  expect(events.findLast(({ kind }) => kind === 'resolved')!.data).toMatchObject({ firstContact: false, handovers: 4 });
});
