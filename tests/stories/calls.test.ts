/** A call is written down with its channel, and leads to another by appointment: an invitation goes out, and the clocks wait until then and go on by themselves. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { compiled } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
const user = 'recepcao@aurora.example';
const pauses = 'pauses: { chamada: { title: Chamada agendada, stops: [resolution], ends: appointment } }\n';
let world: World;
let key: string;
let reference: string;
beforeAll(async () => {
  const voip = await readFile(new URL('../../plans/voip.yaml', import.meta.url), 'utf8');
  world = await startWorld({ plan: compiled(`${voip}\n${pauses}`) });
  world.startAt('2027-03-02T10:00:00-03:00');
  key = await world.keyOf('beatriz');
  const called = {
    severity: 'alto',
    channel: 'telefone',
    title: 'Ramal mudo',
    requester: { email: user, name: 'Rita' },
  };
  const answer = await world.request(
    'POST',
    '/api/incidents',
    { plan: 'voip', ...called },
    { authorization: `Bearer ${key}` },
  );
  expect(answer.status).toBe(201);
  await world.settled();
  ({ reference } = answer.body);
});
afterAll(() => world.stop());

const clock = async (metric: string) =>
  (await world.show(reference)).clocks.find((one: { metric: string }) => one.metric === metric);

test('who took the call is on record, how it came, and who called knows its number', async () => {
  expect(await world.show(reference)).toMatchObject({ channel: 'telefone', requester: { email: user, name: 'Rita' } });
  expect((await world.events(reference))[0]).toMatchObject({ kind: 'opened', by: 'beatriz' });
  expect(world.mailsTo(user).at(-1)!.subject).toContain(reference);
});

test('what is said in later calls is written down from both sides', async () => {
  await world.act(reference, 'comment', { text: 'Pedi o modelo.', public: true, channel: 'telefone' }, key);
  await world.act(reference, 'reply', { text: 'É o modelo 7.', channel: 'telefone' }, key);
  expect((await world.events(reference)).slice(-2)).toMatchObject([
    { kind: 'commented', by: 'beatriz', data: { channel: 'telefone' } },
    { kind: 'replied', by: 'beatriz', data: { channel: 'telefone' } },
  ]);
  expect((await clock('response')).state).toBe('met');
});

test('until the appointment the clock stands still; then it goes on where it was, by itself', async () => {
  await world.act(reference, 'assign', { to: 'davi' }, key);
  const before = Date.parse((await clock('resolution')).dueAt);
  const at = '2027-03-03T09:00:00-03:00';
  const { status, body } = await world.act(reference, 'appointment', { at, minutes: 30, channel: 'chamada' }, key);
  expect([status, body.status, body.detail]).toEqual([200, 'on_hold', undefined]);
  for (const address of [user, 'davi@meupabx.example'])
    expect(world.mailsTo(address).at(-1)!.calendar).toMatch(/DTSTART[^:]*:20270303T120000Z/);
  expect((await clock('resolution')).state).toBe('paused');
  await world.travel(22 * hours);
  expect((await world.show(reference)).status).toBe('on_hold');
  await world.travel(1.5 * hours);
  const { status: now } = await world.show(reference);
  const { state, dueAt } = await clock('resolution');
  expect([now, state]).toEqual(['in_progress', 'running']);
  const waited = (Date.parse(dueAt) - before) / hours;
  expect(waited).toBeGreaterThan(22.8);
  expect(waited).toBeLessThanOrEqual(23);
  expect((await world.events(reference)).filter(({ kind }) => kind === 'breached')).toEqual([]);
});
