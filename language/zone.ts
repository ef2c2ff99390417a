import { Temporal } from 'temporal-polyfill';

const minute = 60_000;
const day = 1440 * minute;

/** Epoch ms of a wall time, ms as if it were UTC: its first or last occurrence; the transition where it does not exist. */
export type WallClock = (wall: number, which: 'earlier' | 'later') => number;

/** The wall clock of an IANA zone, fast within [fromAt, untilAt], epoch ms, where no change of clocks is near. */
export function wallClock(zone: string, fromAt: number, untilAt: number): WallClock {
  const steady = steadySpans(zone, fromAt - 7 * day, untilAt + 7 * day);
  return (wall, which) => {
    // Two days on either side are more than any zone's offset or change: in between there is one answer.
    const span = steady.find(({ from, until }) => wall > from + 2 * day && wall < until - 2 * day);
    return span === undefined ? occurrence(zone, wall, which) : wall - span.offset;
  };
}

/** Local days since 1970-01-01 in a zone at an instant, epoch ms. */
export function dayAt(zone: string, at: number): number {
  const local = zonedAt(zone, at);
  return Math.floor((at + offsetOf(local)) / day);
}

/** The weekday of a local day since 1970-01-01, which was a Thursday; 0 is Monday. */
export const weekdayOf = (date: number): number => (date + 3) % 7;

interface Span {
  readonly from: number;
  readonly until: number;
  /** Local time less UTC, ms. */
  readonly offset: number;
}

/** The stretches between changes of clocks, in order. */
function steadySpans(zone: string, fromAt: number, untilAt: number): readonly Span[] {
  const spans: Span[] = [];
  for (let from = fromAt; from < untilAt;) {
    const local = zonedAt(zone, from);
    const until = Math.min(local.getTimeZoneTransition('next')?.epochMilliseconds ?? untilAt, untilAt);
    spans.push({ from, until, offset: offsetOf(local) });
    from = until;
  }
  return spans;
}

/** Where clocks change: Temporal knows the first and the last occurrence (design §5). */
function occurrence(zone: string, wall: number, which: 'earlier' | 'later'): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const at = plain.toZonedDateTime(zone, { disambiguation: which });
  if (at.toPlainDateTime().equals(plain)) return at.epochMilliseconds;
  const before = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')!.epochMilliseconds;
}

const zonedAt = (zone: string, at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

const offsetOf = ({ offsetNanoseconds }: Temporal.ZonedDateTime): number => offsetNanoseconds / 1_000_000;
