/** Week after week, over a change of clocks, whoever takes over is mailed at the instant of the hand-off what is open, in the plan's language. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const rotations = `rotations:
  primary: { title: Gardă, members: [ana, ion], every: 1 week, handoff: mon 09:00, starts: 2027-03-01 }
`;
const plan = shopPlan((text) =>
  text.replace('severities:', `${rotations}severities:`).replace('locale: en', 'locale: ro'),
);
let world: World;
let open: string;
beforeAll(async () => {
  world = await startWorld({ plan, shifts: true });
  // The Sunday on which Bucharest sets its clocks forward; it is Ion's week, for the first one was Ana's.
  world.startAt('2027-03-28T09:00:00Z');
  await world.travel(1);
  open = await world.openIncident({ severity: 'P4', title: 'Bec ars' });
  await world.act(open, 'acknowledge', {}, await world.keyOf('ion'));
  await world.travel(15 * day);
}, 60_000);
afterAll(() => world.stop());

const shifts = () =>
  world.db
    .selectFrom('notification')
    .select(['recipient', 'kind', 'due_at', 'sent_at'])
    .where('reference', '=', 'rotation:shop/primary')
    .orderBy('due_at')
    .orderBy('kind')
    .execute();
const mailsTo = (person: string) =>
  world.mailsTo(`${person}@shop.example`).filter(({ subject }) => subject.startsWith('[shop] '));

test('each Monday at nine by the clocks of the plan, once, and on time', async () => {
  const told = (await shifts()).filter(({ kind }) => kind === 'shift');
  expect(told.slice(1).map(({ recipient, due_at }) => `${recipient} ${new Date(due_at).toISOString()}`)).toEqual([
    'ana 2027-03-29T06:00:00.000Z',
    'ion 2027-04-05T06:00:00.000Z',
    'ana 2027-04-12T06:00:00.000Z',
  ]);
  for (const { due_at, sent_at } of told) expect(sent_at! - due_at).toBeLessThan(10_000);
});

test('says in the language of the plan until when, from whom, and what is open', () => {
  const [first, second] = mailsTo('ana');
  expect(first!.subject).toBe('[shop] Sunteți de gardă: Gardă');
  for (const body of [first!.text, first!.html]) {
    expect(body).toMatch(/„Gardă”, până la lun., 5 apr. 2027, 09:00 EEST/);
    expect(body).toContain('Preluați de la Ion.');
    expect(body).toContain(`[${open}] P4 · Bec ars`);
    expect(body).toContain(`http://guardia.example/incidents/${open}`);
  }
  expect(second!.subject).toBe(first!.subject);
});

test('who leaves with something in hand is told what, and who leaves without is not', async () => {
  const left = (await shifts()).filter(({ kind }) => kind === 'left');
  expect(left.map(({ recipient, due_at }) => `${recipient} ${new Date(due_at).toISOString()}`)).toEqual([
    'ion 2027-03-29T06:00:00.000Z',
    'ion 2027-04-12T06:00:00.000Z',
  ]);
  expect(mailsTo('ion').filter(({ subject }) => subject === '[shop] Aveți încă ceva deschis: Gardă')).toHaveLength(2);
});

test('an override that ends within a shift hands over there and back', async () => {
  const until = new Date(world.desk.now() + 5 * hour).toISOString();
  const body = { plan: 'shop', rotation: 'primary', person: 'eva', until };
  expect((await world.request('POST', '/api/on-call/overrides', body)).status).toBe(201);
  const before = [mailsTo('ana').length, mailsTo('eva').length];
  await world.travel(1000);
  await world.travel(6 * hour);
  expect([mailsTo('ana').length, mailsTo('eva').length]).toEqual([before[0]! + 1, before[1]! + 1]);
  expect(mailsTo('ana').at(-1)!.text).toContain('Preluați de la Eva.');
});
