import { Temporal } from 'temporal-polyfill';

/** A day by the clocks of a zone, epoch ms: [from, until). */
export interface LocalDay {
  /** `2027-03-01`. */
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** The `count` days before that of an instant, the oldest first. */
export function daysBefore(at: number, zone: string, count: number): readonly LocalDay[] {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const begins = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
  return Array.from({ length: count }, (_, index) => {
    const date = today.subtract({ days: count - index });
    return { name: date.toString(), from: begins(date), until: begins(date.add({ days: 1 })) };
  });
}
