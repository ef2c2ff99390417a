/** The edges of the rules about promises, escalation, people and objectives. */
import { describe, expect, test } from 'vitest';
import { allFindingsIn, findingsIn, planWith, rulesIn } from './plans.ts';

const told = (chapters: string) => rulesIn(planWith(chapters)).filter((one) => !one.startsWith('recorded'));
const rows = (response: string, resolution: string) =>
  `tiers: { gold: { resolution: ${resolution} } }\nseverities: { P1: { response: ${response} } }\n`;

describe('promises', () => {
  test('of a severity and a tier together the resolution may not come first', () => {
    expect(told(rows('4h', '2h'))).toEqual(['resolution-before-response tiers.gold.resolution']);
    expect(told(rows('2h', '2h'))).toEqual([]);
  });

  test('what is not well formed may promise anything, so nothing is said', () =>
    expect(told(`${rows('4h', '2h')}targets: [{ when: {}, response: x }]`)).toEqual(['time targets.0.response']));

  test('severities of different types are not held against each other', () =>
    expect(told('severities: { A: { types: [incident], response: 2h }, B: { types: [task], response: 1h } }')).toEqual(
      [],
    ));

  test('a phase that ends with the resolution is in time', () => {
    const phases = 'phases: { repair: { within: 1h..2h } }\n';
    expect(told(`${phases}severities: { P1: { resolution: 2h } }`)).toEqual([]);
    expect(told(`${phases}severities: { P1: { resolution: 119m } }`)).toEqual([
      'phases-beyond-resolution phases.repair.within',
    ]);
  });
});

test('nobody is on call from the hour at which the last one leaves', () => {
  const chapters =
    'calendars: { office: { mon-fri: "09:00-18:00" } }\npeople: { ana: { name: Ana, email: a@b.example, hours: office } }\nseverities: { P1: { response: 1h, escalation: help } }\nescalation: { help: [{ at: opening, tell: ana }] }\n';
  const [finding] = findingsIn(planWith(chapters)).filter(({ rule }) => rule === 'nobody-on-call');
  expect(finding?.message).toMatch(/from Mon 18:00 to Tue 09:00, .* is due by Mon 19:00/);
});

test('who is named where the plan is not well formed may be used there', () =>
  expect(
    allFindingsIn(planWith('roles: { support: [ana] }\nreviews: { a: { owner: x, evry: day } }')).map(
      ({ rule }) => rule,
    ),
  ).not.toContain('unused-role'));

test('what comes from the environment is no secret, and no secret is told', () => {
  const check = (on: string) => `checks: { db: { every: 5m, sql: SELECT 1, on: "${on}" } }`;
  expect(told(check('postgres://guardia:${PASSWORD}@db.example/shop'))).not.toContain('literal-secret checks.db.on');
  const found = findingsIn(planWith(check('postgres://guardia:hunter2@db.example/shop')));
  expect(found.map(({ rule }) => rule)).toContain('literal-secret');
  expect(JSON.stringify(found)).not.toContain('hunter2');
});
