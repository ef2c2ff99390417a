import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpan, spellSpan } from '../../language/time/span.ts';
import { parseRepeat, parseStepAt } from '../../language/time/step.ts';
import { parseTarget, spellTarget } from '../../language/time/target.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('spans', () => {
  test.each([
    ['30m', 30 * minute],
    ['1h', hour],
    ['1h30m', 90 * minute],
    ['1h 30m', 90 * minute],
    ['90s', 90_000],
    ['500ms', 500],
    ['2 days', 2 * day],
    ['1 day', day],
    ['30d', 30 * day],
    ['1 week', 7 * day],
    ['2 weeks', 14 * day],
    ['1 day 12h', 36 * hour],
    ['45 minutes', 45 * minute],
    [' 1h ', hour],
    ['0m', 0],
  ])('%s', (text, ms) => expect(parseSpan(text)).toEqual({ value: ms }));

  test.each([
    ['30', '`30` has no unit: write 30m, 30h or 30 days'],
    ['4 hrs', '`hrs` in `4 hrs` is not a unit of time: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['1.5h', '`1.5h` is not a whole number: write 1h30m'],
    ['4H', '`4H` must be in small letters: write 4h'],
    [
      '30m1h',
      '`30m1h` does not go from the larger unit to the smaller: write it like 30m, 1h30m, 90s, 2 days or 1 week',
    ],
    ['1h1h', '`1h1h` does not go from the larger unit to the smaller: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['', 'a span is missing: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['soon', '`soon` is not a span of time: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['-5m', '`-5m` is not a span of time: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['1h!', '`1h!` is not a span of time: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
    ['600 weeks', '`600 weeks` is longer than ten years'],
    ['3 business days', '`3 business days` is not a span of time: 3 business days is written so, and only as a target'],
  ])('refuses %s', (text, problem) => expect(parseSpan(text)).toEqual({ problem }));

  test('are spelled as people write them', () => {
    expect(
      [0, 1, 500, 90_000, 90 * minute, day, 2 * day, 7 * day, 14 * day, 2 * day + 3 * hour].map(spellSpan),
    ).toEqual(['0s', '1ms', '500ms', '1m30s', '1h30m', '24h', '2 days', '1 week', '2 weeks', '2 days 3h']);
  });

  test('are read as they are spelled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3660 * day }), (ms) => {
        expect(parseSpan(spellSpan(ms))).toEqual({ value: ms });
      }),
    );
  });

  test('never throw, whatever is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z% .]{0,20}$/)), (text) => {
        for (const parse of [parseSpan, parseTarget, parseStepAt, parseRepeat])
          expect(Object.keys(parse(text))).toHaveLength(1);
      }),
    );
  });
});

describe('targets', () => {
  test.each([
    ['4h', { ms: 4 * hour }],
    ['3 business days', { businessDays: 3 }],
    ['1 business day', { businessDays: 1 }],
  ])('%s', (text, target) => {
    expect(parseTarget(text)).toEqual({ value: target });
    expect(spellTarget(target)).toBe(text);
  });

  test.each([
    ['0m', '`0m` is no time at all'],
    ['0 business days', '`0 business days` is out of range: business days go from 1 to 1000'],
    ['5000 business days', '`5000 business days` is out of range: business days go from 1 to 1000'],
  ])('refuses %s', (text, problem) => expect(parseTarget(text)).toEqual({ problem }));
});

describe('steps', () => {
  test.each([
    ['opening', { afterMs: 0 }],
    ['30m', { afterMs: 30 * minute }],
    ['50% of response', { share: 0.5, of: 'response' }],
    ['12.5% of resolution', { share: 0.125, of: 'resolution' }],
    ['100% of postmortem', { share: 1, of: 'postmortem' }],
    ['50% of containment', { share: 0.5, of: 'containment' }],
    ['100% of authority-72h', { share: 1, of: 'authority-72h' }],
    ['150% of response', { share: 1.5, of: 'response' }],
  ])('%s', (text, at) => expect(parseStepAt(text)).toEqual({ value: at }));

  test.each([
    ['50%', '`50%` is not a share of a clock: write it like 50% of response'],
    ['half of the update', '`half of the update` is not a time of a step: write 50% of update'],
    ['0% of response', '`0% of response` is the opening: write opening'],
    ['2000% of response', '`2000% of response` is out of range: 1000% is the most'],
    ['open', '`open` is not a time of a step: write opening, 100% of response or 30m'],
  ])('refuses %s', (text, problem) => expect(parseStepAt(text)).toEqual({ problem }));

  test('repeat until somebody acknowledges', () => {
    expect(parseRepeat('every 15m until acknowledged')).toEqual({ value: 15 * minute });
    expect(parseRepeat('every 15m')).toEqual({
      problem: '`every 15m` does not say how to repeat: write it like every 15m until acknowledged',
    });
    expect(parseRepeat('every 0s until acknowledged')).toEqual({
      problem: '`0s` is too often to repeat: 1s is the least',
    });
    expect(parseRepeat('every moon until acknowledged')).toEqual({
      problem: '`moon` is not a span of time: write it like 30m, 1h30m, 90s, 2 days or 1 week',
    });
  });
});
