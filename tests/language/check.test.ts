import { describe, expect, test } from 'vitest';
import { findingsIn, planWith, rulesIn } from './plans.ts';

/** One rule: its finding (rule, path), a plan that breaks it and its neighbour that does not. */
type Case = readonly [finding: string, bad: string, good: string];

const role = 'roles: { support: [ana] }\n';
const severity = (rest: string): string => `severities: { P1: { response: 1h, ${rest} } }\n`;
const step = (rest: string): string => `${role}escalation: { help: [{ ${rest} }] }\n`;
const office = (rest: string): string => `calendars: { office: { ${rest} } }\n`;
const customer = (rest: string): string =>
  `tiers: { gold: { response: 1h } }\ncustomers: { acme: { domains: [acme.example], ${rest} } }\n`;

const references: readonly Case[] = [
  ['unknown-person roles.support.0', 'roles: { support: [bob] }', role],
  ['unknown-person customers.acme.contact', customer('contact: bob'), customer('contact: ana')],
  [
    'unknown-calendar severities.P1.calendar',
    severity('calendar: offices') + office('mon: "09:00-17:00"'),
    severity('calendar: office') + office('mon: "09:00-17:00"'),
  ],
  [
    'unknown-calendar tiers.gold.calendar',
    'tiers: { gold: { response: 1h, calendar: office } }',
    'tiers: { gold: { response: 1h, calendar: always } }',
  ],
  [
    'unknown-calendar targets.0.calendar',
    'targets: [{ when: {}, response: 1h, calendar: office }]',
    'targets: [{ when: {}, response: 1h }]',
  ],
  [
    'unknown-escalation severities.P1.escalation',
    severity('escalation: halp') + step('at: opening, tell: support'),
    severity('escalation: help') + step('at: opening, tell: support'),
  ],
  ['unknown-tier customers.acme.tier', customer('tier: golden'), customer('tier: gold')],
  [
    'unknown-tier targets.0.when.tier',
    'targets: [{ when: { tier: gold }, response: 1h }]',
    'tiers: { gold: {} }\ntargets: [{ when: { tier: gold }, response: 1h }]',
  ],
  [
    'unknown-severity targets.0.when.severity',
    'targets: [{ when: { severity: P2 }, response: 1h }]',
    'targets: [{ when: { severity: P1 }, response: 1h }]',
  ],
  [
    'unknown-type targets.0.when.type',
    'targets: [{ when: { type: bug }, response: 1h }]',
    'types: [bug]\ntargets: [{ when: { type: bug }, response: 1h }]',
  ],
];

const recipients: readonly Case[] = [
  [
    'unknown-recipient escalation.help.0.tell.0',
    step('at: opening, tell: [suport]'),
    step('at: opening, tell: [support]'),
  ],
  [
    'unknown-recipient escalation.help.0.tell.1',
    step('at: opening, tell: [ana, customer]'),
    step('at: opening, tell: [ana, customer contact, assignee]'),
  ],
  [
    'ambiguous-recipient escalation.help.0.tell',
    'roles: { ana: [ana] }\nescalation: { help: [{ at: opening, tell: ana }] }',
    step('at: opening, tell: ana'),
  ],
  [
    'empty-role escalation.help.0.tell',
    'roles: { a: [] }\nescalation: { help: [{ at: opening, tell: a }] }',
    'roles: { a: [] }',
  ],
  ['reserved-name roles.assignee', 'roles: { assignee: [ana] }', 'roles: { assigned: [ana] }'],
  ['reserved-name roles.requester', 'roles: { requester: [ana] }', 'roles: { affected: [ana] }'],
  ['reserved-name calendars.always', 'calendars: { always: { mon: "09:00-17:00" } }', office('mon: "09:00-17:00"')],
];

const deadlines: readonly Case[] = [
  [
    'step-after-deadline escalation.help.0.at',
    step('at: 150% of response, tell: ana'),
    step('at: 100% of response, tell: ana'),
  ],
  [
    'step-without-promise escalation.help.0.at',
    severity('escalation: help') + step('at: 50% of postmortem, tell: ana'),
    severity('postmortem: 24h, escalation: help') + step('at: 50% of postmortem, tell: ana'),
  ],
  [
    'step-without-promise escalation.help.0.at',
    severity('escalation: help') + step('at: 50% of resolution, tell: ana'),
    `tiers: { gold: { resolution: 4h } }\n${severity('escalation: help')}${step('at: 50% of resolution, tell: ana')}`,
  ],
  [
    'step-without-promise escalation.help.0.at',
    `targets: [{ when: { severity: P2 }, resolution: 4h }]\nseverities: { P1: { escalation: help }, P2: {} }\n${step('at: 50% of resolution, tell: ana')}`,
    `targets: [{ when: { type: incident }, resolution: 4h }]\n${severity('escalation: help')}${step('at: 50% of resolution, tell: ana')}`,
  ],
  ['never-open calendars.office', office('mon: []'), office('special: { 2026-12-24: "09:00-12:00" }')],
  [
    'duplicate-domain customers.b.domains.1',
    'customers: { a: { domains: [acme.example] }, b: { domains: [b.example, ACME.example] } }',
    'customers: { a: { domains: [acme.example] }, b: { domains: [b.example] } }',
  ],
  [
    'duplicate-domain customers.a.domains.1',
    'customers: { a: { domains: [a.example, a.example] } }',
    'customers: { a: { domains: a.example } }',
  ],
];

describe.each([
  ['references', references],
  ['recipients', recipients],
  ['deadlines', deadlines],
] as const)('%s', (_, cases) => {
  test.each(cases)('%s', (finding, bad, good) => {
    expect(rulesIn(planWith(bad))).toEqual([finding]);
    expect(rulesIn(planWith(good))).toEqual([]);
  });
});

test('warnings leave the plan usable; errors do not', () => {
  expect(findingsIn(planWith(step('at: 150% of response, tell: ana'))).map(({ severity: how }) => how)).toEqual([
    'warning',
  ]);
  expect(findingsIn(planWith(step('at: opening, tell: bob'))).map(({ severity: how }) => how)).toEqual(['error']);
});

test('a reference to an entry that is itself ill formed is no second finding', () => {
  expect(
    rulesIn(
      planWith(
        'calendars: { office: { mon: x } }\ntiers: { gold: { response: 1, calendar: office } }\ncustomers: { a: { domains: [a.example], tier: gold } }',
      ),
    ),
  ).toEqual(['hours calendars.office.mon', 'wrong-type tiers.gold.response']);
});

test('names that JavaScript knows are names like others', () => {
  expect(rulesIn(planWith('customers: { a: { domains: [a.example], tier: constructor } }'))).toEqual([
    'unknown-tier customers.a.tier',
  ]);
  expect(rulesIn(planWith(step('at: opening, tell: toString')))).toEqual(['unknown-recipient escalation.help.0.tell']);
});
