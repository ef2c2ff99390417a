/** The loans desk writes down what the plan asks for, by its fields; what is written, and whom it affects, is found again. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let reference: string;
const fields = {
  sintomas: 'Al guardar sale un error 500.',
  'usuario-afectado': 'Rosa Fuentealba',
  prestamo: 'PR-2027-0145',
  'acciones-tomadas': 'Se limpió la caché.',
};
const report = { plan: 'loans', title: 'No se registra el préstamo', severity: 'alta', category: 'prestamos' };
beforeAll(async () => {
  world = await startWorld({ plan: await planFile('loans') });
  await world.openIncident({ ...report, title: 'Otra cosa', fields: { sintomas: 'Nada.', 'usuario-afectado': 'Eva' } });
  reference = await world.openIncident({ ...report, fields });
});
afterAll(() => world.stop());

const found = async (query: string) => {
  const { status, body } = await world.request('GET', `/api/incidents?plan=loans&${query}`);
  expect(status).toBe(200);
  return body.items.map((one: { reference: string }) => one.reference);
};

test('people cannot leave out what the plan requires, nor write what it does not have', async () => {
  const authorization = `Bearer ${await world.keyOf('carla')}`;
  for (const [wrong, words] of [
    [{ sintomas: 'Error 500' }, 'usuario-afectado'],
    [{ ...fields, matricula: 'x' }, 'matricula'],
  ] as const) {
    const { status, body } = await world.request(
      'POST',
      '/api/incidents',
      { ...report, fields: wrong },
      { authorization },
    );
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(words)]);
  }
});

test('all of it is on record, with its category, type and the date', async () => {
  expect(await world.show(reference)).toMatchObject({ fields, category: 'prestamos', type: 'incident' });
  expect((await world.show(reference)).openedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('each word of it finds it, whatever the accents, and the related loan does too', async () => {
  for (const words of ['fuentealba', 'PR-2027-0145', '"error 500"', 'cache', 'prestamo+rosa'])
    expect([words, await found(`q=${encodeURIComponent(words).replace('%2B', '+')}`)]).toEqual([words, [reference]]);
  expect(await found('category=prestamos')).toHaveLength(2);
  expect(await found('category=catalogos')).toEqual([]);
});

test('what was done later is found as well, and before and after are on record', async () => {
  const edited = { ...fields, 'acciones-tomadas': 'Se reinició el servicio.' };
  expect((await world.act(reference, 'edit', { fields: edited })).status).toBe(200);
  expect(await found('q=reinició')).toEqual([reference]);
  const last = (await world.events(reference)).at(-1)!;
  expect(JSON.stringify(last)).toContain('Se limpió la caché.');
  expect(JSON.stringify(last)).toContain('Se reinició el servicio.');
});

test('who is affected is told as who asked is, and their address is nowhere but with them', async () => {
  const user = 'rosa@prestamos.example';
  const { status } = await world.act(reference, 'watch', { email: user, name: 'Rosa', as: 'affected' });
  expect(status).toBe(200);
  await world.act(reference, 'comment', { text: 'Ya lo estamos viendo.', public: true });
  expect(world.mailsTo(user).at(-1)!.text).toContain('Ya lo estamos viendo.');
  expect(JSON.stringify((await world.events(reference)).map(({ data }) => data))).not.toContain(user);
});
