import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/**
 * The days of a rule in [from, to] as midnights in UTC, epoch ms; `anchor` is such a midnight too: from it every second
 * week counts, and a rule that names no day takes its day.
 */
export function datesOf(rrule: string, anchor: number, from: number, to: number): readonly number[] {
  const start = Temporal.Instant.fromEpochMilliseconds(anchor).toZonedDateTimeISO('UTC');
  const rule = new RRuleTemporal({
    rruleString: named(rrule, start),
    dtstart: start,
    maxIterations: 1_000_000,
    cache: false,
  });
  return rule.between(new Date(Math.max(from, anchor)), new Date(to), true).map((date) => date.epochMilliseconds);
}

/** A month that lacks the anchor's day has its last day instead. */
function named(rrule: string, anchor: Temporal.ZonedDateTime): string {
  if (anchor.day <= 28 || /BY(DAY|MONTHDAY)=/.test(rrule) || !/FREQ=(MONTHLY|YEARLY)/.test(rrule)) return rrule;
  const days = [28, 29, 30, 31].filter((one) => one <= anchor.day);
  const month = rrule.includes('FREQ=YEARLY') && !rrule.includes('BYMONTH=') ? `;BYMONTH=${anchor.month}` : '';
  return `${rrule}${month};BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
}
