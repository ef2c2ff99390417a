import type { Recurrence } from '../../domain/recurrence.ts';
import { businessDates, mondayToFriday } from './business-dates.ts';
import { datesOf } from './dates.ts';
import { once } from './once.ts';

const day = 86_400_000;
const start = Date.UTC(2024, 0, 1);
/** After so many years the weekdays fall on the same dates again. */
const years = 28;
/** Holidays may close so many days in a row beside a weekend. */
const holidays = 2 * day;

interface Gaps {
  readonly shortest: number;
  readonly longest: number;
}

/** The least ms between two occurrences, in days of 24 h; 0 for what is continuous, null where there is no rhythm. */
export const shortestGapMs = (recurrence: Recurrence): number | null => gapsOf(recurrence)?.shortest ?? null;

/**
 * The most ms between two occurrences, in days of 24 h: a month may have 31 days, and from a business day to the next a
 * weekend and two holidays may pass. 0 for what is continuous, null where there is no rhythm.
 */
export const longestGapMs = (recurrence: Recurrence): number | null => gapsOf(recurrence)?.longest ?? null;

/** Plans say the same few rhythms many times, and some take long. */
const gapsOf = once((recurrence: Recurrence): Gaps | null => {
  if (recurrence.kind === 'interval') return { shortest: recurrence.ms, longest: recurrence.ms };
  if (recurrence.kind === 'continuous') return { shortest: 0, longest: 0 };
  if (recurrence.kind === 'rule') {
    const steady = steadyMs(recurrence.rrule);
    return steady === null
      ? between(datesOf(recurrence.rrule, start, start, horizon(recurrence.rrule)))
      : { shortest: steady, longest: steady };
  }
  if (recurrence.kind !== 'business') return null;
  const gaps = between(businessDates(recurrence, start, horizon(''), mondayToFriday));
  if (gaps === null) return null;
  const sooner = recurrence.which === 'every' ? 0 : holidays;
  return { shortest: Math.max(day, gaps.shortest - sooner), longest: gaps.longest + holidays };
});

/** Of every nth day or week, which need not be walked through; null of all others. */
function steadyMs(rrule: string): number | null {
  const [, freq, every = '1'] = /^FREQ=(DAILY|WEEKLY)(?:;INTERVAL=(\d+))?$/.exec(rrule) ?? [];
  return freq === undefined ? null : Number(every) * (freq === 'DAILY' ? day : 7 * day);
}

/** Rules that count every nth period need n times the years. */
function horizon(rrule: string): number {
  const every = Number(/INTERVAL=(\d+)/.exec(rrule)?.[1] ?? 1);
  return Date.UTC(2024 + years * every, 0, 1);
}

function between(dates: readonly number[]): Gaps | null {
  if (dates.length < 2) return null;
  const gaps = dates.slice(1).map((date, index) => date - dates[index]!);
  return gaps.reduce<Gaps>(
    ({ shortest, longest }, gap) => ({ shortest: Math.min(shortest, gap), longest: Math.max(longest, gap) }),
    { shortest: Infinity, longest: 0 },
  );
}
