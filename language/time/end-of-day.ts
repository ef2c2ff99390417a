import { Temporal } from 'temporal-polyfill';

/** The last millisecond of a date such as 2027-03-28 in a zone, epoch ms. */
export const endOfDay = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1;

/** The date so many days after an instant, epoch ms, as it is in a zone. */
export const dayAfter = (at: number, days: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().add({ days }).toString();
