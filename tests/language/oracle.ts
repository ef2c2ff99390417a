import type { CalendarSource } from '../../language/calendar.ts';

const minute = 60_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A stretch of time, minute by minute, as a clock on a wall shows it. Knows nothing of Temporal or of intervals. */
export interface Wall {
  readonly from: number;
  readonly minutes: number;
  /** Local minutes since 1970-01-01 00:00 local, for each minute of UTC. */
  readonly shows: Int32Array;
}

/** What a wall clock of the zone shows; asked of Intl once in 15 minutes, because zones change at quarters only. */
export function wallOf(zone: string, from: number, days: number): Wall {
  const clock = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const minutes = days * 1440;
  const shows = new Int32Array(minutes);
  for (let start = 0; start < minutes; start += 15) {
    const parts = clock.formatToParts(from + start * minute);
    const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / minute;
    for (let step = 0; step < 15; step++) shows[start + step] = local + step;
  }
  return { from, minutes, shows };
}

/** Which minutes are open, and when each open local day closes for the last time. */
export interface Opening {
  readonly wall: Wall;
  readonly open: Uint8Array;
  readonly lastCloses: readonly number[];
}

export function openingOf(source: CalendarSource, wall: Wall): Opening {
  const open = new Uint8Array(wall.minutes);
  const lastCloses: number[] = [];
  const first = Math.floor(wall.shows[0]! / 1440) + 1;
  const last = Math.floor(wall.shows[wall.minutes - 1]! / 1440) - 1;
  for (let day = first; day <= last; day++) {
    let close = -1;
    for (const interval of intervalsOf(source, day)) {
      const [from, to] = interval.split('-');
      const start = find(wall, day * 1440 + minutesAt(from), 1);
      const end = find(wall, day * 1440 + minutesAt(to), -1);
      if (start >= end) continue;
      open.fill(1, start, end);
      close = Math.max(close, end);
    }
    if (close >= 0) lastCloses.push(wall.from + close * minute);
  }
  return { wall, open, lastCloses };
}

function intervalsOf(source: CalendarSource, day: number): readonly string[] {
  const date = new Date(day * 1440 * minute);
  const name = date.toISOString().slice(0, 10);
  if (source.special?.[name] !== undefined) return source.special[name];
  if (source.closed?.includes(name)) return [];
  return source.always ? ['00:00-24:00'] : (source.week?.[weekdays[date.getUTCDay()]!] ?? []);
}

function minutesAt(time = ''): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

/** The first (1) or last (-1) minute at which the wall clock shows a time; where it never does, the minute it jumps over it. */
function find({ shows, minutes }: Wall, time: number, direction: 1 | -1): number {
  const guess = time - shows[0]!;
  const low = Math.max(0, guess - 180);
  const high = Math.min(minutes - 1, guess + 180);
  for (let at = direction === 1 ? low : high; at >= low && at <= high; at += direction)
    if (shows[at] === time) return at;
  for (let at = low; at <= high; at++) if (shows[at]! > time) return at;
  return minutes;
}

/** The instant at which so many ms have been counted, walking from minute to minute; null past the end of the wall. */
export function walk(
  { wall, open }: Opening,
  from: number,
  ms: number,
  pauses: readonly (readonly [number, number])[],
): number | null {
  const edges = pauses.flat().toSorted((a, b) => a - b);
  let counted = 0;
  for (let now = from; ;) {
    if (counted === ms) return now;
    const index = Math.floor((now - wall.from) / minute);
    if (index >= wall.minutes - 1440) return null;
    const next = Math.min(wall.from + (index + 1) * minute, ...edges.filter((edge) => edge > now).slice(0, 1));
    const counts = open[index] === 1 && !pauses.some(([start, end]) => start <= now && now < end);
    if (counts && counted + next - now >= ms) return now + ms - counted;
    if (counts) counted += next - now;
    now = next;
  }
}

/** The open ms between two instants, walking from minute to minute. */
export function openWalk({ wall, open }: Opening, from: number, to: number): number {
  let counted = 0;
  for (let now = from; now < to;) {
    const index = Math.floor((now - wall.from) / minute);
    const next = Math.min(wall.from + (index + 1) * minute, to);
    if (open[index] === 1) counted += next - now;
    now = next;
  }
  return counted;
}
