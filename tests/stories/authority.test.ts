/** A security incident of the VoIP platform is seen by its people only, and tells the authority by two clocks of its own: after 24 and 72 hours. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { compiled } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
const clocks = `clocks:
  aviso-24h: { title: Primeiro aviso à autoridade, when: { type: security }, within: 24h }
  aviso-72h: { title: Aviso completo à autoridade, when: { type: security }, within: 72h }
`;
let world: World;
let keys: { beatriz: string; elisa: string };
let reference: string;
beforeAll(async () => {
  const voip = await readFile(new URL('../../plans/voip.yaml', import.meta.url), 'utf8');
  const step = '- { at: 50% of resolution, tell: [assignee, level N3] }';
  const plan = voip.replace(step, `${step}\n      - { at: 100% of aviso-72h, tell: [gerencia] }`);
  world = await startWorld({ plan: compiled(`${plan}\n${clocks}`) });
  keys = { beatriz: await world.keyOf('beatriz'), elisa: await world.keyOf('elisa') };
  world.startAt('2027-03-05T18:00:00-03:00');
  reference = await world.openIncident({ type: 'security', title: 'Senhas vazadas', severity: 'critico' });
});
afterAll(() => world.stop());

const own = async () =>
  Object.fromEntries(
    (await world.show(reference)).clocks
      .filter(({ metric }: { metric: string }) => metric.startsWith('aviso'))
      .map(({ metric, state }: { metric: string; state: string }) => [metric, state]),
  );

test('who is not of security or management neither sees it nor is mailed of it', async () => {
  const get = (key: string) =>
    world.request('GET', `/api/incidents/${reference}`, undefined, { authorization: `Bearer ${key}` });
  expect([(await get(keys.beatriz)).status, (await get(keys.elisa)).status]).toEqual([404, 200]);
  await world.travel(31 * 60_000);
  const told = (await world.notifications(reference)).map(({ recipient }: { recipient: string }) => recipient);
  expect(told).toContain('gabriela');
  expect(told).not.toContain('beatriz');
  expect(world.mailsTo('beatriz@meupabx.example')).toEqual([]);
});

test('over a weekend the authority is told in time of the first, by who says so', async () => {
  expect(await own()).toEqual({ 'aviso-24h': 'running', 'aviso-72h': 'running' });
  await world.travel(20 * hours);
  const { status, body } = await world.act(
    reference,
    'fulfil',
    { clock: 'aviso-24h', note: 'Por formulário.' },
    keys.elisa,
  );
  expect([status, body.detail]).toEqual([200, undefined]);
  expect(await own()).toEqual({ 'aviso-24h': 'met', 'aviso-72h': 'running' });
  expect((await world.act(reference, 'fulfil', { clock: 'aviso-24h' }, keys.elisa)).status).toBe(409);
});

test('the second runs on after the resolution, and is broken on the Monday evening', async () => {
  await world.act(reference, 'resolve', { note: 'Senhas trocadas.' }, keys.elisa);
  expect((await own())['aviso-72h']).toBe('running');
  await world.travel(53 * hours);
  expect((await own())['aviso-72h']).toBe('breached');
  const [broken] = (await world.events(reference)).filter(
    ({ kind, data }) => kind === 'breached' && data['metric'] === 'aviso-72h',
  );
  const { openedAt } = await world.show(reference);
  expect(world.mailsTo('gabriela@meupabx.example').at(-1)!.text).toContain(
    'O prazo de Aviso completo à autoridade esgotou-se.',
  );
  expect(Date.parse(broken!.dueAt!) - Date.parse(openedAt)).toBe(72 * hours);
});
