/** Whatever two plans say: they differ if and only if they do not mean the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { canonical, diffPlans } from '../../language/diff.ts';
import type { Json } from '../../language/json.ts';

const few = (...texts: string[]) => fc.constantFrom(...texts);
const word = few(
  'ana',
  'ion',
  '1h',
  '60m',
  '30m',
  '1 day',
  '24h',
  '50% of response',
  '50 % of response',
  'daily',
  'every day 03:00',
  '1h..2h',
  '0m..30m',
  '1..2 business days',
  '9:00-10:00',
  '',
);
const key = few(
  'title',
  'tell',
  'at',
  'calendar',
  'P1',
  'P2',
  'name',
  'steps',
  '1',
  'mon',
  'mon-tue',
  'holidays',
  'country',
  'every',
  'members',
  'levels',
);
const chapter = few(
  'severities',
  'tiers',
  'targets',
  'roles',
  'people',
  'calendars',
  'escalation',
  'combine',
  'types',
  'title',
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(word, fc.boolean(), fc.constant(null), fc.integer({ min: 0, max: 3 })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));
const plan: fc.Arbitrary<Json> = fc.oneof(
  fc.dictionary(chapter, value, { maxKeys: 4 }),
  fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

const runs = { numRuns: 3000 };
const same = (a: Json, b: Json) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

test('a plan does not differ from itself', () =>
  fc.assert(
    fc.property(plan, (one) => diffPlans(one, structuredClone(one)).length === 0),
    runs,
  ));

test('two plans differ if and only if their meanings do', () =>
  fc.assert(
    fc.property(plan, plan, (one, other) => (diffPlans(one, other).length === 0) === same(one, other)),
    runs,
  ));

test('so do two that are nearly the same', () =>
  fc.assert(
    fc.property(fc.dictionary(chapter, value), chapter, value, (one, name, other) => {
      const near = { ...one, [name]: other };
      expect(diffPlans(one, near).length === 0).toBe(same(one, near));
      expect(diffPlans(near, one).length === 0).toBe(same(one, near));
    }),
    runs,
  ));

test('each sentence is one short line', () =>
  fc.assert(
    fc.property(plan, plan, (one, other) => {
      for (const { sentence } of diffPlans(one, other)) expect(sentence).toMatch(/^\P{Cc}+$/u);
    }),
    runs,
  ));
