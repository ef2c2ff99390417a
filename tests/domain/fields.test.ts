/** What a ticket records besides: the fields that the plan declares, each value of its kind and in one form. */
import { expect, test } from 'vitest';

import { UnknownValue } from '../../domain/incident/incident.ts';
import { changedFields, fieldsOf } from '../../domain/incident/fields.ts';

import { shopPlan } from './support.ts';

const { plan } = shopPlan(
  (text) => `${text}fields:
  order: { title: Which order, type: text, types: incident, required: true }
  lost: { type: number }
  since: { type: date }
  browser: { type: choice, options: [Firefox, Chrome] }
  paid: { type: yes or no }
  proof: { type: link, types: [incident, security] }
`,
);
const { plan: bare } = shopPlan();

const said = (doing: () => unknown): string => {
  try {
    doing();
  } catch (error) {
    if (error instanceof UnknownValue) return `${error.field}: ${error.message}`;
  }
  return 'nothing';
};
const reading = (given: object, type = 'incident', whole = false) => fieldsOf(plan, type, { ...given }, whole);

test.each<[string, object, object]>([
  ['a text loses the space around it', { order: ' A-7 ' }, { order: 'A-7' }],
  ['a number given for a text is one', { order: 4711 }, { order: '4711' }],
  ['a number written as a text is a number', { lost: '12.50' }, { lost: 12.5 }],
  ['a date is a day', { since: '2028-02-29' }, { since: '2028-02-29' }],
  ['of an instant the day counts', { since: '2027-03-01T09:00:00+02:00' }, { since: '2027-03-01' }],
  ['a choice is spelt as the plan spells it', { browser: 'firefox' }, { browser: 'Firefox' }],
  ['yes is true', { paid: 'Yes' }, { paid: true }],
  ['false is false', { paid: false }, { paid: false }],
  ['a link is kept', { proof: 'https://shop.example/7' }, { proof: 'https://shop.example/7' }],
  ['what is empty is not there', { order: '  ', lost: null }, {}],
  ['nothing is nothing', {}, {}],
])('%s', (_, given, kept) => expect(reading(given)).toEqual(kept));

test.each<[string, object, string]>([
  [
    'an unknown field',
    { orde: 1 },
    'fields/orde: Tickets of the type "incident" have no field "orde" in this plan: they have order, lost, since, browser, paid, proof.',
  ],
  ['one whose name is hostile', { 'a/b~': 1 }, 'fields/a~1b~0: Tickets of the type "incident" have no field "a/b~"'],
  ['the name of something built in', { constructor: 'x' }, 'fields/constructor: '],
  [
    'a text that is a list',
    { order: ['a'] },
    'fields/order: The field "order" must be a text of at most 20000 characters.',
  ],
  ['a text without end', { order: 'x'.repeat(20_001) }, 'fields/order: '],
  ['a number that is none', { lost: 'many' }, 'fields/lost: The field "lost" must be a number such as 12.5.'],
  ['a number with a comma', { lost: '1,5' }, 'fields/lost: '],
  ['a number that is too great', { lost: '9'.repeat(400) }, 'fields/lost: '],
  [
    'a day that there is not',
    { since: '2027-02-29' },
    'fields/since: The field "since" must be a date such as 2027-03-01.',
  ],
  ['a month that there is not', { since: '2027-13-01' }, 'fields/since: '],
  ['the zeroth day', { since: '2027-01-00' }, 'fields/since: '],
  ['a day written otherwise', { since: '01.03.2027' }, 'fields/since: '],
  ['another choice', { browser: 'Safari' }, 'fields/browser: The field "browser" must be one of Firefox, Chrome.'],
  ['maybe', { paid: 'maybe' }, 'fields/paid: The field "paid" must be yes or no.'],
  [
    'a script for a link',
    { proof: 'javascript:alert(1)' },
    'fields/proof: The field "proof" must be an address on the web',
  ],
])('%s is refused', (_, given, sentence) => expect(said(() => reading(given))).toContain(sentence));

test('a field of other types is not there', () =>
  expect(said(() => reading({ order: 'A-7' }, 'task'))).toContain('they have lost, since, browser, paid.'));

test('what must be there is missed by name, of these tickets only', () => {
  expect(said(() => reading({ lost: 1 }, 'incident', true))).toBe(
    'fields/order: A ticket of the type "incident" needs these fields: order (Which order).',
  );
  expect(reading({ lost: 1 }, 'task', true)).toEqual({ lost: 1 });
});

test('a plan that declares none keeps anything', () =>
  expect(fieldsOf(bare, 'incident', { any: [1, { deep: null }] }, true)).toEqual({ any: [1, { deep: null }] }));

test('a change sets, replaces and takes away', () =>
  expect(
    changedFields(
      plan,
      'incident',
      { order: 'A-7', lost: 1, paid: true },
      { lost: '2', paid: null, browser: 'chrome' },
    ),
  ).toEqual({
    order: 'A-7',
    lost: 2,
    browser: 'Chrome',
  }));

test('a change cannot take away what must be there, and leaves alone what is missing already', () => {
  expect(said(() => changedFields(plan, 'incident', { order: 'A-7' }, { order: '' }))).toContain(
    'needs these fields: order',
  );
  expect(changedFields(plan, 'incident', {}, { lost: 1 })).toEqual({ lost: 1 });
});
