export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;

/** A stretch of UTC during which a zone keeps one offset. */
type Run = { readonly from: number; readonly to: number; readonly offset: number };

const formats = new Map<string, Intl.DateTimeFormat>();
const scanned = new Map<string, readonly Run[]>();

/** What the clocks of `zone` show at `at`, written as if it were UTC; in whole seconds. */
function shown(zone: string, at: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    // Swedish writes `2026-03-29 03:00:00`.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
}

const offsetAt = (zone: string, at: number): number => shown(zone, at) - at;

/** The first whole second after `low` that no longer has the offset of `low`. */
function change(zone: string, low: number, high: number): number {
  if (high - low === SECOND) return high;
  const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
  return offsetAt(zone, middle) === offsetAt(zone, low) ? change(zone, middle, high) : change(zone, low, middle);
}

/** Looks at the clocks of a zone once an hour, from three days before a year to three days after it. */
function scan(zone: string, year: number): readonly Run[] {
  const runs: Run[] = [];
  const end = Date.UTC(year + 1, 0, 4);
  let from = Date.UTC(year - 1, 11, 29);
  let offset = offsetAt(zone, from);
  for (let at = from; at < end; at += HOUR) {
    const next = offsetAt(zone, at + HOUR);
    if (next === offset) continue;
    const to = change(zone, at, at + HOUR);
    runs.push({ from, to, offset });
    [from, offset] = [to, next];
  }
  return [...runs, { from, to: end, offset }];
}

function runsOf(zone: string, at: number): readonly Run[] {
  const year = new Date(at).getUTCFullYear();
  const key = `${zone} ${year}`;
  const known = scanned.get(key) ?? scan(zone, year);
  scanned.set(key, known);
  return known;
}

/** When the clocks of a zone change in a year. */
export const changesIn = (zone: string, year: number): readonly number[] =>
  runsOf(zone, Date.UTC(year, 6))
    .slice(0, -1)
    .map(({ to }) => to);

/** Every instant at which the clocks of `zone` show `wall`; the instant of the change where they jump over it. */
function instantsOf(zone: string, wall: number): readonly number[] {
  const runs = runsOf(zone, wall);
  const seen = runs
    .filter(({ from, to, offset }) => from <= wall - offset && wall - offset < to)
    .map(({ offset }) => wall - offset);
  if (seen.length > 0) return seen;
  return runs
    .filter(({ to, offset }) => to + offset <= wall)
    .map(({ to }) => to)
    .slice(-1);
}

export const firstInstant = (zone: string, wall: number): number => Math.min(...instantsOf(zone, wall));
export const lastInstant = (zone: string, wall: number): number => Math.max(...instantsOf(zone, wall));

/** The local date at an instant, as midnight of that date written as if it were UTC. */
export function dateAt(zone: string, at: number): number {
  const run = runsOf(zone, at).find(({ from, to }) => from <= at && at < to);
  return Math.floor((at + (run?.offset ?? Number.NaN)) / DAY) * DAY;
}
