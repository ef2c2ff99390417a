/** A ticket of the transport plan lives its whole life over HTTP: what is out of turn is refused by a sentence, and it reopens inside the window only. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Verb } from '../../domain/incident/lifecycle.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
const days = 24 * hours;
let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld();
  world.startAt('2027-03-08T10:00:00+02:00');
  reference = await world.openIncident({ severity: 'P3', title: 'Export nu merge' });
});
afterAll(() => world.stop());

const done = async (verb: Verb, body?: object) => {
  const answer = await world.act(reference, verb, body);
  expect([verb, answer.status, answer.body.detail]).toEqual([verb, 200, undefined]);
  return answer.body;
};
const refused = async (verb: Verb, body?: object): Promise<string> => {
  const { status, body: problem } = await world.act(reference, verb, body);
  expect([verb, status]).toEqual([verb, 409]);
  return problem.detail;
};

test('from received to closed, with nothing done out of turn', async () => {
  expect(await refused('close')).toBe(
    `Cannot close ${reference}: it is received; this is possible while it is resolved.`,
  );
  expect(await refused('hold', { reason: 'Mâine.' })).toContain('this is possible while it is in progress.');
  expect(await done('triage', { severity: 'P2', assignee: 'ion' })).toMatchObject({
    status: 'triaged',
    severity: 'P2',
    assignee: 'ion',
  });
  expect((await done('start')).status).toBe('in_progress');
  expect(await refused('start')).toContain('it is in progress');
  expect((await done('hold', { reason: 'Clientul caută fișierul.' })).status).toBe('on_hold');
  expect(await refused('hold', { reason: 'Încă.' })).toContain('it is on hold');
  expect((await done('resume')).status).toBe('in_progress');
  expect((await done('resolve', { note: 'Reparat.' })).status).toBe('resolved');
  expect(await refused('acknowledge')).toContain('this is possible while it is open');
  expect((await done('close')).status).toBe('closed');
  expect(await refused('resolve', { note: 'Din nou.' })).toContain('it is closed');
});

test('what the API offers is what it does', async () => {
  const verbs = (await world.show(reference)).acts.map(({ verb }: { verb: string }) => verb);
  expect(verbs).toContain('reopen');
  for (const verb of ['close', 'start', 'resolve', 'hold']) expect(verbs).not.toContain(verb);
});

test('on the sixth day it is reopened, and eight days after its end it is not', async () => {
  await world.travel(6 * days);
  expect((await done('reopen', { reason: 'Iar nu merge.' })).status).toBe('in_progress');
  await done('resolve', { note: 'Acum merge.' });
  await done('close');
  await world.travel(8 * days);
  expect(await refused('reopen', { reason: 'Iar.' })).toContain('it is closed and ended');
  expect((await world.show(reference)).endedAt).not.toBeNull();
});

test('escalated is a mark on any open state, taken away by who acknowledges', async () => {
  const late = await world.openIncident({ severity: 'P1' });
  await world.act(late, 'triage', { severity: 'P1' });
  await world.travel(61 * 60_000);
  expect(await world.show(late)).toMatchObject({ status: 'triaged', escalated: { why: 'response' } });
  await world.act(late, 'acknowledge');
  expect(await world.show(late)).toMatchObject({ status: 'triaged', escalated: null });
  const { status, body } = await world.act(late, 'cancel', { reason: 'Alarmă falsă.' });
  expect([status, body.status]).toEqual([200, 'cancelled']);
  expect(body.clocks.every(({ state }: { state: string }) => ['met', 'breached', 'stopped'].includes(state))).toBe(
    true,
  );
});
