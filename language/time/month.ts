import { Temporal } from 'temporal-polyfill';

const form = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The bounds of a month such as `2027-03` in a zone, epoch ms: [from, until); null where it is no month. */
export function monthSpan(month: string, zone: string): readonly [from: number, until: number] | null {
  if (!form.test(month)) return null;
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const at = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
  return [at(first), at(first.add({ months: 1 }))];
}

/** The month of an instant by the clocks of a zone: `2027-03`. */
export const monthAt = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString();
