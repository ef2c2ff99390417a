/** Two plans are compared by what they mean, and the difference is told in words that a manager reads. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import { diffPlans, diffTexts } from '../../language/diff.ts';
import type { Json } from '../../language/json.ts';

const base = `
title: Shop
calendars: { office: { mon-fri: ["09:00-18:00"], holidays: RO } }
people: { ana: {}, ion: {} }
roles: { tech-lead: [ana], support: [ana, ion] }
severities:
  P1: { title: Critical, response: 1h, resolution: 4h, escalation: critical }
  P2: { response: 4h, calendar: office }
customers: { acme: { domains: [acme.example], tier: gold } }
tiers: { gold: { response: 30m }, basic: { response: 2h..4h } }
escalation:
  critical:
    - { at: opening, tell: [support] }
    - { at: 50% of response, tell: [tech-lead] }
    - { at: 100% of response, tell: [tech-lead], repeat: every 15m until acknowledged, at most: 3 }
backups: { database: { every: day 03:00, keep: { daily: 30d }, restore test: monthly } }
reviews: { plan-review: { every: quarter } }
procedures: { rollback: { steps: [{ decide: Roll back? }, { run: ./revert.sh }, { check: api }] } }
objectives: { uptime: 99.5% }
types: [incident, request]
`;
const read = (text: string): Json => parse(text, { merge: true }) as Json;
const sentences = (before: string, after: string) => diffPlans(read(before), read(after)).map((one) => one.sentence);
/** What is told when this text stands in the plan instead of that. */
const told = (from: string, to: string) => {
  expect(base).toContain(from);
  return sentences(base, base.replace(from, to));
};

type Case = readonly [from: string, to: string, ...sentences: string[]];
const cases: Readonly<Record<string, readonly Case[]>> = {
  values: [
    ['response: 1h', 'response: 30m', 'P1 response 1h → 30m'],
    ['response: 30m', 'response: 1h', 'tier gold: response 30m → 1h'],
    ['title: Shop', 'title: Store', 'title: Shop → Store'],
    ['every: quarter', 'every: month', 'review plan-review: every quarter → every month'],
    ['every: day 03:00', 'every: day 04:00', 'backup database: every day 03:00 → every day 04:00'],
    ['daily: 30d', 'daily: 60d', 'backup database: keep 30d → 60d'],
    ['99.5%', '99.9%', 'objective uptime: 99.5% → 99.9%'],
    ['["09:00-18:00"]', '["09:00-17:00"]', 'calendar office: mon-fri 09:00-18:00 → 09:00-17:00'],
  ],
  'what comes and goes': [
    [', restore test: monthly', '', 'backup database: no restore test any more'],
    ['every: day 03:00', 'every: day 03:00, rpo: 1h', 'backup database: now with rpo 1h'],
    ['support: [ana, ion]', 'support: [ana, ion], on-call: [ion]', 'new role on-call'],
    ['reviews: { plan-review: { every: quarter } }', '', 'no review plan-review any more'],
    ['{ uptime: 99.5% }', '{ uptime: 99.5%, csat: 4.5 }', 'new objective csat: 4.5'],
    ['ion: {}', 'eva: {}', 'no person ion any more', 'new person eva'],
    ['title: Shop', 'title: Shop\nowner: Ana', 'new owner: Ana'],
    ['[incident, request]', '[incident, question]', 'no type request any more', 'new type question'],
    ['[ana, ion] }', '{ members: [ana, ion], duties: Reads logs } }', 'role support: now with duties Reads logs'],
    [
      'restore test: monthly',
      'restore test: { every: month, within: 2h }',
      'backup database, restore test: now with within 2h',
    ],
  ],
  defaults: [
    ['title: Shop', 'title: Shop\ncombine: first', 'combine: strictest → first'],
    ['response: 1h', 'calendar: office, response: 1h', 'P1 calendar always → office'],
    ['title: Shop', 'title: Shop\nreopen: 3 days', 'reopen: 7 days → 3 days'],
  ],
  lists: [
    ['tech-lead: [ana]', 'tech-lead: [ion]', 'role tech-lead: ion instead of ana'],
    ['tech-lead: [ana]', 'tech-lead: ion', 'role tech-lead: ion instead of ana'],
    ['support: [ana, ion]', 'support: [ana, ion, eva, dan]', 'role support: also eva and dan'],
    ['support: [ana, ion]', 'support: ana', 'role support: without ion'],
    ['support: [ana, ion]', 'support: [ion, ana]', 'role support: in another order'],
    ['[acme.example]', '[acme.example, a.example]', 'customer acme: domains also a.example'],
    [
      'tell: [tech-lead] }',
      'tell: [tech-lead, management] }',
      'escalation critical, step 2: now also tells management',
    ],
    ['tell: [support]', 'tell: [ana]', 'escalation critical, step 1: tells ana instead of support'],
  ],
  'steps and order': [
    [
      'at: 50% of response',
      'at: 60% of response',
      'escalation critical, step 2: at 50% of response → at 60% of response',
    ],
    [', at most: 3', ', at most: 4', 'escalation critical, step 3: at most 3 → 4'],
    [
      '    - { at: 50% of response, tell: [tech-lead] }\n',
      '',
      'escalation critical: no step 2 any more (at 50% of response, tell tech-lead)',
    ],
    ['{ run: ./revert.sh }', '{ run: ./revert.sh }, { tell: all }', 'procedure rollback: new step 3 (tell all)'],
    [
      '{ decide: Roll back? }, { run: ./revert.sh }, { check: api }',
      '{ check: api }, { decide: Roll back? }, { run: ./revert.sh }',
      'procedure rollback: step 3 is now step 1',
    ],
    [
      'gold: { response: 30m }, basic: { response: 2h..4h }',
      'basic: { response: 2h..4h }, gold: { response: 30m }',
      'tiers: now in the order basic, gold',
    ],
    ['{ decide: Roll back? }', '{ decide: Back? }', 'procedure rollback, step 1: decide Roll back? → Back?'],
    ['[incident, request]', '[request, incident]', 'types: now in the order request, incident'],
    ['rollback: {', 'going-back: {', 'procedure rollback is now called going-back'],
  ],
};

const all = Object.entries(cases).flatMap(([what, some]) => some.map((one) => [what, ...one] as const));
test.for(all)('%s: %s → %s', ([, from, to, ...expected]) => expect(told(from, to)).toEqual(expected));

const alike: readonly (readonly [from: string, to: string])[] = [
  ['response: 1h', 'response: 60m'],
  ['response: 2h..4h', 'response: 120m .. 240m'],
  ['50% of response', '50 % of response'],
  ['every: quarter', 'every: quarterly'],
  ['support: [ana, ion]', 'support: { members: [ana, ion] }'],
  ['[incident, request]', '{ incident: {}, request: {} }'],
  ['keep: { daily: 30d }', 'keep: 30 days'],
  ['uptime: 99.5%', 'uptime: { target: 99.5% }'],
  ['restore test: monthly', 'restore test: every month'],
  ['every 15m until', 'every 900s until'],
  ['tech-lead: [ana]', 'tech-lead: ana'],
  ['title: Shop', 'combine: strictest\nreopen: 168h\ntitle: Shop'],
  ['title: Shop', 'title: Shop # as it is called\ntargets: []'],
  ['response: 4h, calendar: office', 'calendar: office, response: 4h'],
  ['holidays: RO', 'holidays: { country: RO }'],
  ['mon-fri: ["09:00-18:00"]', 'fri: 9:00-18:00, mon-thu: ["09:00 - 18:00"]'],
  ['ana: {}, ion: {}', 'ion: {}, ana: {}'],
  ['gold: { response: 30m }', 'gold: &gold { response: 30m, calendar: always }'],
];
test.for(alike)('%s is the same as %s', ([from, to]) => expect(told(from, to)).toEqual([]));

test('a title that looks like a time is a title', () =>
  expect(told('title: Shop', 'title: 60m')).toEqual(['title: Shop → 60m']));

test('a long text is shortened', () => {
  const [sentence] = told('title: Critical', `title: ${'very '.repeat(40)}critical`);
  expect(sentence).toMatch(/^P1 title Critical → (very )+.*…$/);
  expect(sentence!.length).toBeLessThan(90);
});

test('each change says where and of what kind it is', () =>
  expect(diffPlans(read(base), read(base.replace('response: 1h', 'response: 30m')))).toEqual([
    { path: 'severities.P1.response', kind: 'changed', sentence: 'P1 response 1h → 30m' },
  ]));

test('texts beside the plan are told by their names', () =>
  expect(diffTexts({ 'a.md': '1', 'b.md': '1' }, { 'b.md': '2', 'c.md': '1' }).map((one) => one.sentence)).toEqual([
    'no text a.md any more',
    'the text b.md is another',
    'new text c.md',
  ]));

test('a boolean is told in words, but as it is written where those would be the same on both sides', () => {
  const open = (value: string) => `services: { app: { open: ${value} } }`;
  expect(sentences(open('true'), open('false'))).toEqual(['service app: open yes → no']);
  expect(sentences(open('true'), open('"yes"'))).toEqual(['service app: open true → yes']);
  expect(sentences(open('"no"'), open('false'))).toEqual(['service app: open no → false']);
});
