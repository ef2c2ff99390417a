import { firstIndex } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Recurrence } from './recurrence.ts';

/** Who is on call from `from` until just before `until`, epoch ms. */
export interface Shift {
  readonly from: number;
  readonly until: number;
  readonly person: string;
}

/** One layer of a rotation as the plan says it; plain JSON. Shifts are compiled from it outside the domain. */
export interface Turns {
  readonly members: readonly string[];
  readonly every: Recurrence;
  readonly handoff: Recurrence | null;
  /** A date such as `2026-01-05`; null counts from Monday 2024-01-01. */
  readonly starts: string | null;
  /** Whose hours are covered. */
  readonly calendar: string;
}

/** A rotation as the plan says it, from its lowest layer to its highest. */
export interface RotationSource {
  readonly title: string;
  readonly layers: readonly Turns[];
}

/** Who is on call when. Shifts are sorted and never overlap; of overrides, in the order they were made, the last wins. */
export interface Rotation {
  readonly shifts: readonly Shift[];
  readonly overrides: readonly Shift[];
}

/** Nobody, [from, until) in epoch ms. */
export interface Gap {
  readonly from: number;
  readonly until: number;
}

/** Who is on call at an instant; null where nobody is. */
export function onCallAt({ shifts, overrides }: Rotation, at: number): string | null {
  const override = overrides.findLast(({ from, until }) => from <= at && at < until);
  if (override !== undefined) return override.person;
  const shift = shifts[firstAfter(shifts, at)];
  return shift !== undefined && shift.from <= at ? shift.person : null;
}

/** What is left of a rotation once overrides are laid over it: the shifts that touch [from, until), whole. */
export const shiftsBetween = (rotation: Rotation, from: number, until: number): readonly Shift[] =>
  schedule(rotation).filter((shift) => shift.from < until && shift.until > from);

/** The first shift that begins after `at`; null where none is known. */
export const nextShift = (rotation: Rotation, at: number): Shift | null =>
  schedule(rotation).find(({ from }) => from > at) ?? null;

/** When nobody is on call in [from, until), of the hours that are open to be covered. */
export function gapsBetween(rotation: Rotation, open: Calendar['open'], from: number, until: number): readonly Gap[] {
  const hours = within([{ from, until, person: '' }], open);
  const shifts = schedule(rotation);
  return hours.flatMap((one) => uncovered(one, shifts)).map((gap) => ({ from: gap.from, until: gap.until }));
}

/** One schedule from layers, the lowest first, each sorted and without overlaps: where a later one covers, it wins. */
export const layered = (layers: readonly (readonly Shift[])[]): readonly Shift[] =>
  layers.reduce<readonly Shift[]>(
    (below, above) =>
      joined([...below.flatMap((shift) => uncovered(shift, above)), ...above].toSorted((a, b) => a.from - b.from)),
    [],
  );

/** What of sorted shifts lies in the hours of a calendar. */
export function within(shifts: readonly Shift[], open: Calendar['open']): readonly Shift[] {
  if (open === 'always') return shifts;
  const hours = open.flatMap((from, index) => (index % 2 === 0 ? [{ from, until: open[index + 1]! }] : []));
  return shifts.flatMap((shift) =>
    touching(hours, shift).map(({ from, until }) => ({
      ...shift,
      from: Math.max(from, shift.from),
      until: Math.min(until, shift.until),
    })),
  );
}

const schedule = ({ shifts, overrides }: Rotation): readonly Shift[] =>
  layered([shifts, ...overrides.map((one) => [one])]);

/** The parts of a shift that none of the sorted `above` covers. */
function uncovered(shift: Shift, above: readonly Gap[]): readonly Shift[] {
  const covers = touching(above, shift);
  const starts = [shift.from, ...covers.map(({ until }) => until)];
  const ends = [...covers.map(({ from }) => from), shift.until];
  return starts
    .map((from, index) => ({ ...shift, from, until: ends[index]! }))
    .filter(({ from, until }) => from < until);
}

/** Of sorted stretches that never overlap those that share an instant with this one. */
function touching<T extends Gap>(sorted: readonly T[], { from, until }: Gap): readonly T[] {
  const first = firstAfter(sorted, from);
  let last = first;
  while (last < sorted.length && sorted[last]!.from < until) last++;
  return sorted.slice(first, last);
}

/** Where one shift goes on as the same person's next, they are one. */
function joined(sorted: readonly Shift[]): readonly Shift[] {
  const all: Shift[] = [];
  for (const shift of sorted) {
    const last = all.at(-1);
    if (last?.person === shift.person && last.until === shift.from)
      all[all.length - 1] = { ...last, until: shift.until };
    else all.push(shift);
  }
  return all;
}

/** Index of the first of sorted stretches that ends after `at`. */
const firstAfter = (sorted: readonly Gap[], at: number): number =>
  firstIndex(sorted.length, (index) => sorted[index]!.until > at);
