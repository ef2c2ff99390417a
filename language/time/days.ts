import type { Period } from '../../domain/recurrence.ts';
import type { Parsed } from './parsed.ts';

/** On which days: a recurrence without its time. */
export type Days =
  | { readonly kind: 'rule'; readonly rrule: string }
  | { readonly kind: 'business'; readonly which: 'every' | 'first' | 'last'; readonly of: 'day' | Period };

/** A rule of RFC 5545; an interval of 1 is not written. */
export const rule = (freq: string, interval: number, ...parts: readonly string[]): Parsed<Days> => ({
  value: {
    kind: 'rule',
    rrule: [`FREQ=${freq}`, ...(interval === 1 ? [] : [`INTERVAL=${interval}`]), ...parts].join(';'),
  },
});
