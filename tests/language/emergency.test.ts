/** What the emergency contacts of a plan become: a list, and a ticket that proves it. */
import { expect, test } from 'vitest';

import { clockOf, opened, shop, shopPlan } from '../domain/support.ts';

const contacts = '[{ who: lead, by: [phone, email], hours: office, description: Decides }, eva]';
const withTest = (more = 'every: quarter, within: 1h', change = (text: string) => text) =>
  change(`__emergency: { contacts: ${contacts}, test: { ${more} } }\n`);
const planOf = (chapter: string, change: (text: string) => string = (text) => text) =>
  shopPlan((text) => change(text + chapter.replace('__', ''))).plan;

test('a plan without the chapter has none', () => {
  const { emergency, schedules, policies } = shopPlan().plan;
  expect([emergency, schedules, Object.keys(policies)]).toEqual([null, {}, ['critical', 'mild', 'desk']]);
});

test('the contacts are in their order, with how and when they answer', () =>
  expect(planOf(withTest()).emergency!.contacts).toEqual([
    { who: 'lead', tell: [{ role: 'lead' }], by: ['phone', 'email'], hours: 'office', description: 'Decides' },
    { who: 'eva', tell: [{ person: 'eva' }], by: [], hours: null, description: null },
  ]));

test('without a test there is a list and nothing comes round', () => {
  const { emergency, schedules, targets } = planOf('emergency: { contacts: [eva] }\n');
  expect([emergency!.test, schedules]).toEqual([null, {}]);
  expect(targets.some(({ exclusive }) => exclusive)).toBe(false);
});

test.each([
  ['en', /^Test of the emergency/],
  ['es', /^Prueba de/],
  ['pt-BR', /^Teste dos/],
  ['ro', /^Testarea/],
])('its test is a task in the language of the plan: %s', (locale, title) => {
  const { emergency } = planOf(withTest(), (text) => text.replace('locale: en', `locale: ${locale}`));
  expect(emergency!.test).toMatchObject({ type: 'task', severity: 'P4', title: expect.stringMatching(title) });
});

test.each([
  ['the first type that everybody may see', 'types: { security: { for: lead }, incident: {} }', 'incident', 'P4'],
  ['any type where all are hidden', 'types: { security: { for: lead } }', 'security', 'P4'],
])('where there are no tasks it is of %s', (_, types, type, severity) =>
  expect(
    planOf(withTest(), (text) => text.replace('types: [incident, security, task]', types)).emergency!.test,
  ).toMatchObject({ type, severity }),
);

test('its severity is the mildest that its type may have', () =>
  expect(planOf(withTest(), (text) => text.replace('P4: {', 'P4: { types: security,')).emergency!.test!.severity).toBe(
    'P3',
  ));

test('it comes round as reviews do', () =>
  expect(planOf(withTest()).schedules).toEqual({
    'emergency/test': {
      every: { kind: 'rule', rrule: expect.any(String), time: null },
      zone: 'Europe/Bucharest',
      calendar: 'office',
    },
  }));

test('as needed it is begun by people alone', () => {
  const { schedules, emergency } = planOf(withTest('every: as needed, within: 1h'));
  expect([schedules, emergency!.test === null]).toEqual([{}, false]);
});

test('an answer within its time is all that is promised of it', () => {
  const rules = shop((text) => text + withTest('every: quarter, within: 45m').replace('__', ''));
  const incident = opened(rules, { type: 'task', severity: 'P4', category: 'emergency/test' });
  expect(incident.clocks.map(({ metric, rule }) => [metric, rule])).toEqual([['response', 'emergency.test.within']]);
  expect(clockOf(incident, 'response')).toMatchObject({ target: { ms: 45 * 60_000 }, calendar: 'always' });
});

test('unanswered, in the end everybody is told who may work, where roles say what they may', () => {
  const told = (roles: string) =>
    planOf(withTest(), (text) => text.replace(/roles: .*/, `roles: { ${roles} }`)).policies['emergency/test']!.steps[1]!
      .tell;
  expect(told('lead: ana, support: ion, all: eva').slice(2)).toEqual([
    { role: 'lead' },
    { role: 'support' },
    { role: 'all' },
  ]);
  expect(told('lead: { members: ana, may: admin }, support: ion, all: { members: eva, may: see }').slice(2)).toEqual([
    { role: 'lead' },
  ]);
});
