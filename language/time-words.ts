import { z } from 'zod';
import { parseClosed, parseDate, parseHours } from './hours.ts';
import { parseSize } from './size.ts';
import { parseAge } from './time/age.ts';
import { parseBound } from './time/bound.ts';
import { parsePosition } from './time/position.ts';
import { parsePromise, parseSpanRange } from './time/range.ts';
import { parseRecurrence } from './time/recurrence.ts';
import { parseSpan } from './time/span.ts';
import { parseHandoff, parseTurn } from './time/turn.ts';
import { parseRepeat, parseStepAt } from './time/step.ts';
import { parseTarget } from './time/target.ts';
import { foundBefore, word } from './word.ts';

export const span = word('time', 'a span such as 30m', parseSpan, /^\s*\d+\s*[a-z]/);
export const target = word('time', 'a time such as 4h or 3 business days', parseTarget, /^\s*\d+\s*[a-z]/);
export const stepAt = word(
  'time',
  'opening, a share such as 50% of response or a span such as 30m',
  parseStepAt,
  /^\s*(\d|opening)/,
);
export const repeat = word(
  'time',
  'a text such as every 15m until acknowledged',
  parseRepeat,
  /^\s*every +.+ +until +acknowledged\s*$/,
);
export const promise = word('time', 'a promise such as 4h, 2h..4h or 3 business days', parsePromise, /^\s*\d/);
export const spanRange = word('time', 'a span such as 30m or 15m..60m', parseSpanRange, /^\s*\d/);
export const every = word('time', 'how often, such as 5m, day 03:00 or 2 weeks on tue 10:00', parseRecurrence);
export const turn = word('time', 'how long a shift lasts, such as 1 week, 1 day or 12h', parseTurn);
export const handoff = word('time', 'a day or a time of day such as mon 09:00', parseHandoff);
export const age = word('time', 'a span such as 30 days, 3 months or 1 year, or forever', parseAge, /^\s*(\d|forever)/);
export const position = word(
  'time',
  'days of a programme such as week 1 day 2',
  parsePosition,
  /^\s*(weeks?|days?) *\d/,
);
/** A date, or a day of every year. */
export const closed = word(
  'date',
  'a date such as 2026-12-24, or 12-24 for every year',
  parseClosed,
  /^(\d{4}-)?\d\d-\d\d$/,
);
export const date = word('date', 'a date such as 2026-12-24', parseDate, /^\d{4}-\d\d-\d\d$/);
/** Kept as it is written, so that a calendar stays plain JSON. */
export const hours = word(
  'hours',
  'an interval such as 09:00-18:00',
  (written) => {
    const read = parseHours(written);
    return 'value' in read ? { value: written.trim() } : read;
  },
  /^\s*\d\d?:\d\d *- *\d\d?:\d\d\s*$/,
);

/** A share such as `99.5%`, as a number from 0 to 1. */
export const percent = word(
  'wrong-value',
  'a share such as 99.5%',
  (written) => {
    const share = Number(/^(\d+(?:\.\d+)?) ?%$/.exec(written.trim())?.[1]) / 100;
    return share >= 0 && share <= 1
      ? { value: share }
      : { problem: `\`${written}\` is not a share: write it like 99.5%, from 0% to 100%` };
  },
  /^\s*\d+(\.\d+)? ?%\s*$/,
);

/** What an objective should be; a bare number is a text like any other here. */
export const bound = z
  .union([z.number().transform(String), z.string()], {
    error: ({ input }) => `${foundBefore(input)}a comparison such as under 2h or at least 99.9% is expected`,
  })
  .transform((written, context) => {
    const read = parseBound(written);
    if ('value' in read) return read.value;
    context.addIssue({ code: 'custom', message: read.problem, input: written, params: { rule: 'time' } });
    return z.NEVER;
  });

const share = word(
  'wrong-value',
  'a number such as 100 or a share such as 70%',
  (written) => {
    const value = Number(/^(\d+(?:\.\d+)?) ?%$/.exec(written.trim())?.[1]) / 100;
    return Number.isNaN(value)
      ? { problem: `\`${written}\` is neither a number nor a share: write it like 100 or 70%` }
      : { value: { value, share: true } };
  },
  /^\s*\d+(\.\d+)? ?%\s*$/,
);

/** Bytes. */
export const size = word('wrong-value', 'a size such as 10 MB', parseSize, /^\s*\d+(\.\d+)? *[kMGT]?B\s*$/);

/** A bound of what is measured: a number, or a share such as `70%`, which is 0.7. */
export const amount = z.union([z.number().transform((value) => ({ value, share: false })), share], {
  error: ({ input }) => `${foundBefore(input)}a number such as 100 or a share such as 70% is expected`,
});
