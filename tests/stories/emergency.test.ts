/** Each quarter every emergency contact is mailed a test in the plan's language; one answers and is proven, and where none does it escalates. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const plan = shopPlan((text) =>
  `${text}emergency: { contacts: [{ who: lead, by: [telefon] }, eva], test: { every: quarter, within: 1h } }\n`.replace(
    'locale: en',
    'locale: ro',
  ),
);
let world: World;
let tests: string[];
beforeAll(async () => {
  world = await startWorld({ plan });
  await world.reconcile();
  const { next } = (await world.request('GET', '/api/schedules')).body.items[0];
  await world.travel(Date.parse(next[0].at) + minute - world.desk.now());
  tests = (await world.request('GET', '/api/incidents')).body.items.map((one: { reference: string }) => one.reference);
}, 60_000);
afterAll(() => world.stop());

const about = (person: string, reference: string) =>
  world.mailsTo(`${person}@shop.example`).filter(({ subject }) => subject.includes(`[${reference}]`));
const proven = async () =>
  (await world.request('GET', '/api/emergency')).body.items[0].contacts.flatMap(
    (one: { people: { person: string; provenAt: string | null }[] }) =>
      one.people.filter(({ provenAt }) => provenAt !== null).map(({ person }) => person),
  );

test('the schedule opens one at nine, and each contact is mailed it in the language of the plan', async () => {
  expect(tests).toHaveLength(1);
  const [opened] = await world.events(tests[0]!);
  expect(opened).toMatchObject({ kind: 'opened', dueAt: expect.stringMatching(/-01T0[67]:00:00.000Z$/) });
  for (const person of ['ana', 'eva']) {
    const [mail, ...more] = about(person, tests[0]!);
    expect([mail!.subject, more]).toEqual([`[${tests[0]}] P4 · Testarea contactelor de urgență`, []]);
    for (const body of [mail!.text, mail!.html]) expect(body).toContain('Acesta este un test: nu s-a întâmplat nimic.');
  }
  expect(about('ion', tests[0]!)).toEqual([]);
});

test('one click in the mail proves who answers, also after somebody else did', async () => {
  for (const person of ['eva', 'ana']) {
    const link = /http\S+\/acknowledge\/\S+/.exec(about(person, tests[0]!)[0]!.text)![0];
    const { status } = await visitor(world).post(new URL(link).pathname);
    expect(status).toBe(200);
    await world.settled();
  }
  expect(await proven()).toEqual(['ana', 'eva']);
  const answers = (await world.events(tests[0]!)).filter(({ kind }) => kind === 'acknowledged');
  expect(answers).toHaveLength(2);
  expect(await world.show(tests[0]!)).toMatchObject({ status: 'closed' });
  expect((await world.events(tests[0]!)).slice(-2)).toMatchObject([
    { kind: 'resolved', by: null },
    { kind: 'closed', by: null },
  ]);
  await world.travel(2 * hour);
  expect((await world.show(tests[0]!)).clocks).toMatchObject([{ metric: 'response', state: 'met' }]);
  expect(about('ion', tests[0]!)).toEqual([]);
});

test('the console shows the list and begins a test; unanswered, the contacts are told again and in the end all', async () => {
  const me = visitor(world);
  await me.signIn(world.admin);
  const { text } = await me.get('/on-call');
  expect(text).toMatch(/<strong>lead<\/strong> telefon[^]*Ana:\s+proven[^]*<strong>eva<\/strong>[^]*Eva:\s+proven/);
  expect((await me.post('/on-call/emergency/test', { plan: 'shop', key: 'click' })).status).toBe(303);
  expect((await me.post('/on-call/emergency/test', { plan: 'shop', key: 'click' })).status).toBe(303);
  const [last] = (await world.request('GET', '/api/incidents')).body.items;
  expect(last.reference).not.toBe(tests[0]);
  await world.travel(31 * minute);
  expect(['ana', 'eva', 'ion'].map((person) => about(person, last.reference).length)).toEqual([2, 2, 0]);
  await world.travel(31 * minute);
  expect(['ana', 'eva', 'ion'].map((person) => about(person, last.reference).length)).toEqual([3, 3, 1]);
  expect(about('ion', last.reference)[0]!.text).toContain('Acesta este un test');
  expect(await world.show(last.reference)).toMatchObject({
    escalated: { why: 'response' },
    clocks: [{ state: 'breached', rule: 'emergency.test.within' }],
  });
  expect((await me.get('/on-call')).text).toContain('was not answered in time');
});
