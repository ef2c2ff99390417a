/** What happened to an incident writes half of its post-mortem; what people learned from it stands beside that, in the plan's language. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld();
  world.startAt('2027-03-01T08:00:00.000Z');
  reference = await world.openIncident();
  await world.travel(20 * minutes);
  await world.act(reference, 'acknowledge', undefined, await world.keyOf('ana'));
  await world.travel(70 * minutes);
  await world.act(reference, 'resolve', { note: 'Repornit.', cause: 'Disc plin.' });
});
afterAll(() => world.stop());

const markdown = async () =>
  (await world.request('GET', `/api/incidents/${reference}/postmortem`, undefined, { accept: 'text/markdown' })).body;

test('before it is written it is a draft with what is known, times in the plan’s zone', async () => {
  const { status, body } = await world.request('GET', `/api/incidents/${reference}/postmortem`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ writtenAt: null, rootCause: null });
  expect(Math.round(body.acknowledgedAfterSeconds / 60)).toBe(20);
  expect(Math.round(body.resolvedAfterSeconds / 60)).toBe(90);
  const text = await markdown();
  expect(text).toContain(`# Post-mortem: ${reference} App inaccesibilă`);
  expect(text).toMatch(/1 mar\. 2027, 10:20 EET: Preluat \(.*Ana/);
  expect(text).toContain('Rezolvat după (MTTR): 1h30m');
  expect(text).toContain('Repornit. · Disc plin.');
  expect(text).not.toMatch(/: [a-z-]+\n/);
  expect(text).toContain('## Cauza principală\n\n_De scris._');
});

test('its timeline says which promise was broken, in the plan’s words, and nothing of who follows it', async () => {
  const late = await world.openIncident();
  await world.act(late, 'watch', { person: 'ana' });
  await world.travel(70 * minutes);
  await world.act(late, 'resolve', { note: 'Repornit.' });
  const { timeline, markdown: page } = (await world.request('GET', `/api/incidents/${late}/postmortem`)).body;
  expect(page).toContain('Un termen a fost depășit: răspuns\n');
  const kinds = timeline.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(['opened', ...kinds.slice(1, -1), 'resolved']);
  expect(kinds).not.toContain('watched');
});

test('each preventive action is a ticket of its owner, due by the end of its day, told when it is late, and opened once', async () => {
  const other = await world.openIncident();
  await world.act(other, 'resolve', { note: 'Repornit.' });
  const actions = [{ title: 'Alarmă la 80 %', owner: 'ion', due: '2027-03-03' }];
  const body = { rootCause: 'Disc plin.', lessons: 'Disc.', actions };
  const write = (more: object = {}) =>
    world.request('POST', `/api/incidents/${other}/postmortem`, { ...body, ...more }, { 'idempotency-key': 'once' });
  const past = [{ ...actions[0], due: '2027-02-01' }];
  expect((await world.request('POST', `/api/incidents/${other}/postmortem`, { ...body, actions: past })).status).toBe(
    422,
  );
  expect([(await write()).status, (await write()).status]).toEqual([200, 200]);
  await world.settled();
  const page = async () => (await world.request('GET', `/api/incidents/${other}/postmortem`)).body;
  const [action, ...more] = (await page()).actions;
  expect(more).toEqual([]);
  expect(action).toMatchObject({ title: 'Alarmă la 80 %', status: 'received', dueAt: '2027-03-03T21:59:59.999Z' });
  expect(await world.show(action.reference)).toMatchObject({
    type: 'task',
    assignee: 'ion',
    clocks: [{ metric: 'resolution', rule: 'postmortem.actions' }],
    relations: [{ as: 'child', to: other }],
  });
  const mails = () =>
    world.mailsTo('ion@transport.example').filter(({ subject }) => subject.includes(action.reference));
  expect(mails()).toHaveLength(1);
  await world.travel(3 * 24 * 60 * minutes);
  expect(mails().length).toBeGreaterThan(1);
  const told = await world.notifications(action.reference);
  const late = told.filter(({ kind }: { kind: string }) => kind === 'breached');
  expect(late.map(({ recipient }: { recipient: string }) => recipient).toSorted()).toEqual(['ana', 'elena', 'ion']);
  expect((await page()).markdown).toContain('[ ] Alarmă la 80 %');
  await world.act(action.reference, 'resolve', { note: 'Gata.' });
  expect((await page()).markdown).toContain('[x] Alarmă la 80 %');
});

test('written, it says what was learned, and who may not see the incident does not see it', async () => {
  await world.act(reference, 'postmortem', { rootCause: 'Disc plin.', lessons: 'Alarmă la 80 %.' });
  const text = await markdown();
  expect(text).toContain('## Cauza principală\n\nDisc plin.');
  expect(text).toContain('## Lecții învățate\n\nAlarmă la 80 %.');
  const { status } = await world.request('GET', '/api/incidents/TRA-99/postmortem');
  expect(status).toBe(404);
});
