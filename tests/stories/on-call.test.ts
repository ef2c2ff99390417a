/** A P1 at night pages whoever is on call: over a change of clocks, and whom an override names; people see it in the console. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hour = 3_600_000;
const rotations = `rotations:
  primary: { title: Primary, members: [ana, ion], every: 1 day, handoff: "08:00", starts: 2027-03-27 }
  empty: { members: eva, every: 1 week, starts: 2027-04-10 }
`;
const step = '- { at: opening, tell: [rotation primary], repeat: every 6h until acknowledged, at most: 2 }';
const plan = shopPlan((text) =>
  text
    .replace('severities:', `${rotations}severities:`)
    .replace(/critical:\n(?: {4}- .*\n)+/, `critical:\n    ${step}\n`),
);
let world: World;
let me: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startWorld({ plan });
  world.startAt('2027-03-28T00:30:00Z');
  me = visitor(world);
  await me.signIn(world.admin);
});
afterAll(() => world.stop());

interface Told {
  readonly recipient: string;
  readonly event: string;
}
/** By the step of its policy; that a promise is broken is told besides. */
const paged = async (reference: string): Promise<string[]> =>
  ((await world.notifications(reference)) as Told[])
    .filter(({ event }) => event.startsWith('escalated'))
    .map(({ recipient }) => recipient);

test('at night, over the change of clocks, and under an override', async () => {
  // 02:30 on the Sunday on which Bucharest skips 03:00: Ana took over on Saturday at 08:00.
  const night = await world.openIncident();
  expect(await paged(night)).toEqual(['ana']);
  expect(world.mailsTo('ana@shop.example')).toHaveLength(1);
  // 6 hours later it is 09:30: Ion has had the pager since 08:00, an hour earlier than winter would have it.
  await world.travel(6 * hour);
  expect(await paged(night)).toEqual(['ana', 'ion']);
  const page = await me.get('/on-call');
  expect(page.text).toMatch(/<strong>Ion<\/strong> is on call now, until/);
  const until = '2027-03-28T20:00';
  expect(
    (await me.post('/on-call/overrides', { plan: 'shop', rotation: 'primary', person: 'eva', until })).status,
  ).toBe(303);
  await world.travel(6 * hour);
  expect(await paged(night)).toEqual(['ana', 'ion', 'eva']);
  expect(world.mailsTo('eva@shop.example')).toHaveLength(1);
});

test('the page says who is next, who stands in, and when nobody is', async () => {
  // The session has ended meanwhile.
  await me.signIn(world.admin);
  const { status, text } = await me.get('/on-call');
  expect(status).toBe(200);
  expect(text).toContain('<h1>On call</h1>');
  expect(text).toMatch(/<strong>Eva<\/strong> is on call now/);
  expect(text).toMatch(/Next: <strong>Ion<\/strong>, from <time datetime="2027-03-28T17:00:00.000Z">/);
  expect(text).toContain('▲ Nobody is on call now.');
  expect(text).toMatch(/class="notice">\s+▲ Nobody is on call from/);
  expect(text.match(/<li>/g)!.length).toBeGreaterThan(28);
});

test('what is refused is told on the page, with what was typed; a double click is one', async () => {
  const form = { plan: 'shop', rotation: 'primary', person: 'eva', until: '2020-01-01T10:00', reason: 'Ana e bolnavă' };
  const refused = await me.post('/on-call/overrides', form);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('An override cannot end in the past');
  expect(refused.text).toContain('value="Ana e bolnavă"');
  expect((await me.post('/on-call/overrides', { ...form, person: '' })).text).toContain('please choose somebody');
  expect((await me.post('/on-call/overrides', { ...form, plan: 'none' })).status).toBe(422);
  const span = { from: '2027-04-01T10:00', until: '2027-04-02T10:00', key: 'once' };
  for (let times = 0; times < 2; times += 1) await me.post('/on-call/overrides', { ...form, ...span });
  const { text } = await me.get('/on-call');
  expect(text.match(/<p class="muted">Ana e bolnavă<\/p>/g)).toHaveLength(1);
  const cancels = [...text.matchAll(/action="(\/on-call\/overrides\/\d+\/cancel)"/g)].map((one) => one[1]!);
  for (const path of cancels) expect((await me.post(path)).status).toBe(303);
  expect((await me.get('/on-call')).text).not.toContain('Ana e bolnavă');
});

test('one signs in first, and no other site sends its forms', async () => {
  const stranger = visitor(world);
  expect((await stranger.get('/on-call')).headers.get('location')).toBe('/signin?to=%2Fon-call');
  const foreign = { origin: 'http://elsewhere.example' };
  expect((await me.post('/on-call/overrides', {}, foreign)).status).toBe(403);
});
