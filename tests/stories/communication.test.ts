/** An outage of the calendar is told to everybody, a fault of less weight to whom it affects, and a small one with the release that mends it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const ana = 'ana@lector.example';
const eva = 'eva@lector.example';
const pm = 'pm@empresa.example';
let world: World;
beforeAll(async () => {
  world = await startWorld({ plan: await planFile('calendar') });
  for (const email of [ana, eva])
    expect((await world.request('POST', '/api/subscribers', { plan: 'calendar', email })).status).toBe(201);
});
afterAll(() => world.stop());

const subjects = (address: string) => world.mailsTo(address).map(({ subject }) => subject);
const done = async (reference: string, verb: Parameters<World['act']>[1], body?: object) => {
  const answer = await world.act(reference, verb, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const asked = (email: string, report: object) => world.openIncident({ requester: { name: 'Joe', email }, ...report });

test('everybody hears at once in the words of the plan, hears each public word, and the end', async () => {
  const reference = await world.openIncident({ title: 'No abre', severity: 'S1' });
  for (const address of [ana, eva]) {
    expect(subjects(address)).toEqual([`[${reference}] El calendario no está disponible`]);
    expect(world.mailsTo(address)[0]!.text).toContain('El equipo ya trabaja en ello');
  }
  expect(subjects(pm)).toContain(`[${reference}] ${reference}: No abre`);
  await done(reference, 'start');
  await done(reference, 'comment', { text: 'El disco está lleno.' });
  expect(subjects(ana)).toHaveLength(1);
  await done(reference, 'comment', { text: 'Estamos restaurando.', public: true });
  expect(world.mailsTo(eva).at(-1)!.text).toContain('Estamos restaurando.');
  await done(reference, 'resolve', { note: 'Disco ampliado.' });
  expect(subjects(eva).slice(2)).toEqual([`[${reference}] Resuelto: No abre`]);
  expect(world.mailsTo(eva).at(-1)!.text).not.toContain('Disco ampliado.');
});

test('of what affects a few only they hear, and who asked in one mail', async () => {
  const [joe, wei] = ['joe@acme.example', 'wei@acme.example'];
  const before = subjects(ana).length;
  const reference = await asked(joe, { title: 'Lento', severity: 'S2' });
  expect(subjects(joe)).toEqual([`[${reference}] Problemas en el calendario: Lento`]);
  expect(world.mailsTo(joe)[0]!.text).toMatch(/Estamos trabajando para resolverlo[^]*Responderemos[^]*\/requests\//);
  for (const _ of [1, 2]) await done(reference, 'watch', { name: 'Wei', email: wei, as: 'affected' });
  expect(subjects(wei)).toEqual([`[${reference}] Problemas en el calendario: Lento`]);
  await done(reference, 'resolve', { note: 'Índice nuevo.' });
  for (const address of [joe, wei]) expect(subjects(address).slice(1)).toEqual([`[${reference}] Resuelto: Lento`]);
  expect(subjects(ana)).toHaveLength(before);
});

test('what is documented for the next release is told with its version, weeks after it was resolved', async () => {
  const lea = 'lea@acme.example';
  const reference = await asked(lea, { title: 'Color equivocado', severity: 'S3' });
  await done(reference, 'resolve', { note: 'En la rama principal.' });
  await done(reference, 'close');
  await world.travel(40 * 24 * 60 * minutes);
  const awaited = await world.request('GET', '/api/incidents?release=awaited');
  expect(awaited.body.items.map((one: { reference: string }) => one.reference)).toEqual([reference]);
  expect((await world.act(reference, 'release', { version: 'la próxima' })).status).toBe(422);
  await done(reference, 'release', { version: '1.4.0' });
  expect(world.mailsTo(lea).at(-1)!.text).toContain(
    `La versión 1.4.0 del calendario corrige «Color equivocado» (${reference}).`,
  );
  expect((await world.request('GET', '/api/incidents?release=awaited')).body.items).toEqual([]);
  expect((await world.act(reference, 'release', { version: '1.4.1' })).status).toBe(409);
  await world.travel(24 * 60 * minutes);
  expect((await world.show(reference)).endedAt).not.toBeNull();
});
