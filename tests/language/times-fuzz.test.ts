import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBound, spellBound } from '../../language/time/bound.ts';
import { longestGapMs, shortestGapMs } from '../../language/time/gaps.ts';
import { occurrences } from '../../language/time/occurrences.ts';
import type { Parsed } from '../../language/time/parsed.ts';
import { parsePosition, spellPosition } from '../../language/time/position.ts';
import { parsePromise, parseSpanRange, spellPromise, spellSpanRange } from '../../language/time/range.ts';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import { parseSpan, spellSpan } from '../../language/time/span.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import { parseTarget, spellTarget } from '../../language/time/target.ts';

type Reads = (text: string) => string | null;

/** Reads a text, spells what was found, and promises that this reads as the same; null where nothing was found. */
const there =
  <T>(parse: (text: string) => Parsed<T>, spell: (value: T) => string): Reads =>
  (text) => {
    const first = parse(text);
    if ('problem' in first) {
      expect(first.problem.length).toBeGreaterThan(10);
      return null;
    }
    const spelled = spell(first.value);
    expect(parse(spelled)).toEqual(first);
    expect(spell(first.value)).toBe(spelled);
    return spelled;
  };

const grammar: Readonly<Record<string, Reads>> = {
  span: there(parseSpan, spellSpan),
  target: there(parseTarget, spellTarget),
  recurrence: there(parseRecurrence, spellRecurrence),
  promise: there(parsePromise, spellPromise),
  spanRange: there(parseSpanRange, spellSpanRange),
  bound: there(parseBound, spellBound),
  position: there(parsePosition, spellPosition),
};

/** The words of each form, so that many a heap of them means something. */
const heap = (...words: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.integer({ min: 0, max: 40 }).map(String)), { maxLength: 7 })
    .chain((parts) => fc.constantFrom(' ', ' ', ' ', '', ', ').map((between) => parts.join(between)));
const rhythm = fc
  .tuple(
    fc.constantFrom('', '2 ', '3 ', 'every ', 'first ', 'last ', 'the 15th of ', '3rd friday of '),
    fc.constantFrom(
      'day',
      'days',
      'weeks',
      'week',
      'months',
      'month',
      'the month',
      'the quarter',
      'years',
      'business day',
    ),
    fc.constantFrom(
      '',
      ' on tue',
      ' on mon-fri',
      ' on the 1st and 9th',
      ' on 06-30',
      ' of the year',
      ' of the quarter',
    ),
    fc.constantFrom('', ' 03:00', ' at 23:45', ' 7:05'),
  )
  .map((parts) => parts.join(''));
const small = fc.integer({ min: 0, max: 12 });
const place = fc
  .tuple(fc.constantFrom('week', 'weeks', 'day'), small, fc.constantFrom('', '-3', ' day 2', ' day 1-9'))
  .map(([unit, count, rest]) => `${unit} ${count}${rest}`);
const text = fc.oneof(
  place,
  fc.string(),
  fc.stringMatching(/^[0-9a-z%<>=./: -]{0,20}$/),
  rhythm,
  heap('day', 'days', 'week', 'weeks', 'month', 'of the', 'on', 'mon', 'tue-fri', 'first', 'last', 'business', '03:00'),
  heap('at least', 'under', '>=', '%', '/5', 'h', 'm', '..', 'business days', 'daily', 'stable or', 'rising', '.'),
  heap('week', 'weeks', 'day', 'days', '-', 'and', 'hours', 'RRULE:', 'FREQ=WEEKLY', ';', 'BYDAY=', 'MO'),
);

test('whatever is written, no reader throws, and what is read reads back as it is spelled', () => {
  const understood = new Map<string, number>();
  fc.assert(
    fc.property(text, (written) => {
      for (const [name, reads] of Object.entries(grammar))
        if (reads(written) !== null) understood.set(name, (understood.get(name) ?? 0) + 1);
    }),
    { numRuns: 2000 },
  );
  expect([...understood.keys()].toSorted()).toEqual(Object.keys(grammar).toSorted());
});

const list = (of: fc.Arbitrary<string | number>) =>
  fc.uniqueArray(of, { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
const rrule = fc
  .record(
    {
      FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      INTERVAL: fc.integer({ min: 1, max: 5 }).map(String),
      BYMONTH: list(fc.integer({ min: 1, max: 12 })),
      BYMONTHDAY: list(fc.integer({ min: -31, max: 31 })),
      BYDAY: list(fc.tuple(fc.constantFrom('', '', '1', '-1', '3'), weekday).map((parts) => parts.join(''))),
      BYSETPOS: list(fc.constantFrom(1, -1, 2)),
    },
    { requiredKeys: ['FREQ'] },
  )
  .map(
    (parts) =>
      `RRULE:${Object.entries(parts)
        .map((part) => part.join('='))
        .join(';')}`,
  );

test('a rule of RFC 5545 that is read can be run, spelled and measured', () => {
  let read = 0;
  fc.assert(
    fc.property(rrule, (written) => {
      if (grammar['recurrence']!(written) === null) return;
      read++;
      const parsed = parseRecurrence(written);
      if ('problem' in parsed) return;
      const [shortest, longest] = [shortestGapMs(parsed.value), longestGapMs(parsed.value)];
      expect(shortest ?? 1).toBeGreaterThan(0);
      expect(longest ?? 1).toBeGreaterThanOrEqual(shortest ?? 1);
      const all = occurrences(parsed.value, 'Europe/Bucharest', Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1));
      expect(all).toEqual(all.toSorted((a, b) => a - b));
    }),
    { numRuns: 60 },
  );
  expect(read).toBeGreaterThan(10);
});
