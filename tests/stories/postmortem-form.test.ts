/** The post-mortem is written on a page of its own, in several sittings if need be, with a line for each preventive action; no script needed. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let ana: ReturnType<typeof visitor>;
let ion: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startWorld();
  world.startAt('2027-03-01T08:00:00.000Z');
  [ana, ion] = [visitor(world), visitor(world)];
  await ana.signIn(await world.keyOf('ana'));
  await ion.signIn(await world.keyOf('ion'));
});
afterAll(() => world.stop());

const resolved = async () => {
  const reference = await world.openIncident();
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  return { reference, path: `/incidents/${reference}/postmortem` };
};
const written = { rootCause: 'Disc plin', lessons: 'Alarmă la 80 %' };
const action = (index: number, title: string, owner: string, due: string) => ({
  [`actions/${index}/title`]: title,
  [`actions/${index}/owner`]: owner,
  [`actions/${index}/due`]: due,
});
const version = (text: string) => /name="version" value="(\d+)"/.exec(text)![1]!;
const page = async (reference: string) => (await world.request('GET', `/api/incidents/${reference}/postmortem`)).body;

test('it is offered where one is owed, and read where it is written', async () => {
  const { reference, path } = await resolved();
  const offer = `<a href="${path}">Write the post-mortem</a>`;
  expect((await ana.get(`/incidents/${reference}`)).text).toContain(offer);
  expect((await ana.get(path)).text).toContain('Save draft');
  const done = await ana.post(path, written);
  expect([done.status, done.headers.get('location')]).toEqual([303, path]);
  const { text } = await ana.get(`/incidents/${reference}`);
  expect(text).toContain('Post-mortem written');
  expect(text).not.toContain(offer);
  expect(text).toContain(`<a href="${path}">Read it</a>`);
  expect((await ana.get(path)).text).not.toContain('Save draft');
});

test('each line that is filled in becomes a ticket', async () => {
  const { reference, path } = await resolved();
  expect((await ana.get(path)).text.match(/actions\/\d+\/title/g)).toHaveLength(5);
  const lines = {
    ...action(1, 'Alarmă disc', 'ion', '2027-03-03'),
    ...action(4, 'Disc mai mare', 'ana', '2027-04-01'),
  };
  expect((await ana.post(path, { ...written, ...action(0, '', '', ''), ...lines })).status).toBe(303);
  const { actions } = await page(reference);
  expect(actions).toMatchObject([
    { title: 'Alarmă disc', owner: 'Ion Marin', dueAt: '2027-03-03T21:59:59.999Z' },
    { title: 'Disc mai mare', owner: 'Ana Pop' },
  ]);
});

test('what is wrong stands beside its field, with what was typed; nothing is done', async () => {
  const { reference, path } = await resolved();
  const wrong: [Record<string, string>, string, string][] = [
    [{ rootCause: '' }, 'rootCause', '“Root cause” is empty'],
    [action(3, 'Alarmă', '', '2027-03-03'), 'actions-0-owner', '“Owner” is empty'],
    [action(0, '', 'ion', '2027-03-03'), 'actions-0-title', '“What is to be done” is empty'],
    [action(0, 'Alarmă', 'ion', '3 martie'), 'actions-0-due', '“Due” is no date: write it like 2027-03-28.'],
    [action(0, 'Alarmă', 'ion', '2027-02-30'), 'actions-0-due', '“Due” is no date'],
    [action(0, 'Alarmă', 'ion', '2027-02-01'), 'actions-0-due', '“Alarmă” cannot be due in the past'],
    [action(0, 'Alarmă', 'nimeni', '2027-03-03'), 'actions-0-owner', 'There is no person &quot;nimeni&quot;'],
  ];
  for (const [typed, field, sentence] of wrong) {
    const { status, text } = await ana.post(path, { ...written, factors: 'Nicio alarmă', ...typed });
    expect([status, text.includes('Nicio alarmă'), text.includes('role="alert"')], sentence).toEqual([422, true, true]);
    const beside = text.slice(text.indexOf(`id="fault-${field}"`));
    expect(beside.slice(0, 200), sentence).toContain(sentence);
    for (const one of Object.values(typed)) expect(text).toContain(one);
  }
  expect(await world.kinds(reference)).not.toContain('postmortem');
  expect((await page(reference)).actions).toEqual([]);
});

test('a runbook that is ticked becomes a ticket of whoever writes', async () => {
  const { reference, path } = await resolved();
  await ana.post(path, { save: 'draft', 'runbooks/RB-005': 'on' });
  const { text } = await ana.get(path);
  expect(text).toMatch(/name="runbooks\/RB-005" checked/);
  expect(text).not.toMatch(/name="runbooks\/RB-001" checked/);
  expect((await page(reference)).markdown).toContain('[ ] Actualizează runbook-ul „');
  const unknown = await ana.post(path, { ...written, 'runbooks/RB-999': 'on' });
  expect(unknown.status).toBe(422);
  const beside = unknown.text.slice(unknown.text.indexOf('id="fault-runbooks"')).slice(0, 200);
  expect(beside).toContain('There is no runbook &quot;RB-999&quot;');
  const today = world.desk.now();
  expect((await ana.post(path, { ...written, 'runbooks/RB-005': 'on' })).status).toBe(303);
  const { actions } = await page(reference);
  expect(actions).toMatchObject([{ title: expect.stringMatching(/^Actualizează runbook-ul „.+”$/), owner: 'Ana Pop' }]);
  const days = (Date.parse(actions[0].dueAt) - today) / (24 * 3_600_000);
  expect([days > 7, days < 8.1]).toEqual([true, true]);
});

test('a draft can lack anything, is shown as one, and another can go on with it', async () => {
  const { reference, path } = await resolved();
  const first = { rootCause: 'Poate discul', save: 'draft', ...action(0, 'Alarmă', '', '') };
  expect((await ana.post(path, { ...first, version: '0' })).headers.get('location')).toBe(path);
  expect(await world.kinds(reference)).not.toContain('postmortem');
  const { text } = await ion.get(path);
  expect(text).toContain('Ciornă, neterminată: Ana Pop');
  expect(text).toContain('>Poate discul</textarea>');
  expect(text.match(/actions\/\d+\/title/g)).toHaveLength(6);
  const { draft, rootCause, markdown } = await page(reference);
  expect([draft, rootCause]).toMatchObject([{ rootCause: 'Poate discul', savedBy: 'Ana Pop', version: 1 }, null]);
  expect(markdown).toContain('[ ] Alarmă (–)');
  const done = await ion.post(path, {
    ...written,
    ...action(0, 'Alarmă', 'ion', '2027-03-03'),
    version: version(text),
  });
  expect(done.status).toBe(303);
  expect((await page(reference)).draft).toBeNull();
  expect((await ion.get(path)).text).not.toContain('Ciornă');
});

test('nobody writes over a draft that they have not seen', async () => {
  const { reference, path } = await resolved();
  await ana.post(path, { rootCause: 'Al Anei', save: 'draft', version: '0' });
  for (const save of ['draft', '']) {
    const clash = await ion.post(path, { ...written, save, version: '0' });
    expect(clash.status).toBe(412);
    expect(clash.text).toContain('ana has saved version 1');
    expect(clash.text).toContain('>Disc plin</textarea>');
    expect(clash.text).toContain('Al Anei');
    expect(version(clash.text)).toBe('1');
  }
  expect((await page(reference)).draft).toMatchObject({ rootCause: 'Al Anei', version: 1 });
  expect((await ion.post(path, { ...written, save: 'draft', version: '1' })).status).toBe(303);
  expect((await page(reference)).draft).toMatchObject({ rootCause: 'Disc plin', version: 2, savedBy: 'Ion Marin' });
});
