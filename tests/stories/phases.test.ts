/** The work goes through the phases of its plan: the calendar's four by their time boxes, the VoIP platform's six to the verification that closing needs. */
import { afterEach, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
afterEach(() => world.stop());

const current = async (reference: string) => (await world.show(reference)).phase?.name ?? null;
const refused = async (reference: string, verb: 'close' | 'verify', body?: object) => {
  const { status, body: problem } = await world.act(reference, verb, body);
  expect([verb, status]).toEqual([verb, 409]);
  return problem.detail;
};

test('a phase of the calendar that outlasts its box is said, once, to whoever leads it', async () => {
  world = await startWorld({ plan: await planFile('calendar') });
  const reference = await world.openIncident({ severity: 'S2', title: 'Eventos no se cargan' });
  const { openedAt, phase } = await world.show(reference);
  expect(phase).toMatchObject({ name: 'detección', title: 'Fase 1: Detección', overran: false, owner: ['camila'] });
  expect(phase.steps).toContain('Tech Lead evalúa severidad');
  expect((Date.parse(phase.endsAt) - Date.parse(openedAt)) / minutes).toBe(15);
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'assign', { to: 'javiera' });
  await world.travel(16 * minutes);
  expect((await world.show(reference)).phase).toMatchObject({ name: 'detección', overran: true });
  await world.act(reference, 'phase', { note: 'Es la base de datos.' });
  expect(await current(reference)).toBe('investigación');
  await world.travel(45 * minutes);
  const overran = (await world.events(reference)).filter(({ kind }) => kind === 'overran');
  expect(
    overran.map(({ data, dueAt }) => [data['phase'], (Date.parse(dueAt!) - Date.parse(openedAt)) / minutes]),
  ).toEqual([
    ['detección', 15],
    ['investigación', 60],
  ]);
  const told = (await world.notifications(reference)).filter(({ kind }: { kind: string }) => kind === 'overran');
  expect(told.map(({ recipient }: { recipient: string }) => recipient).toSorted()).toEqual(['camila', 'javiera']);
});

test('an incident of the VoIP platform is not closed before its correction was verified', async () => {
  world = await startWorld({ plan: await planFile('voip') });
  const reference = await world.openIncident({ severity: 'medio', title: 'Fila não toca' });
  const way: (string | null)[] = [await current(reference)];
  for (const note of ['Visto no alerta.', 'É médio.', 'Configuração trocada.']) {
    expect((await world.act(reference, 'phase', { note })).status).toBe(200);
    way.push(await current(reference));
  }
  expect(way).toEqual(['identificacao', 'classificacao', 'diagnostico', 'resolucao']);
  await world.act(reference, 'resolve', { note: 'Configuração refeita.' });
  expect(await current(reference)).toBe('verificacao');
  expect(await refused(reference, 'close')).toMatch(/verificacao|Verificação/);
  expect((await world.act(reference, 'verify', { note: 'Três chamadas de teste.' })).status).toBe(200);
  expect(await refused(reference, 'verify', { note: 'De novo.' })).toContain('no phase that closing needs is left');
  expect(await current(reference)).toBe('documentacao');
  expect((await world.act(reference, 'close')).status).toBe(200);
  const me = visitor(world);
  await me.signIn(await world.keyOf('beatriz'));
  expect((await me.get(`/incidents/${reference}`)).text).toContain('Verificação');
});
