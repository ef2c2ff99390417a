/** Who is on call, by a walk along the clock on the wall. Knows nothing of Temporal, of intervals or of shifts. */
import type { Shift } from '../../domain/on-call.ts';
import { wallOf } from '../language/oracle.ts';

const minute = 60_000;
const day = 1440;

/** Local minutes since 1970, for each minute of UTC: the latest that was shown so far, and the earliest still to come. */
export interface Walls {
  readonly from: number;
  readonly latest: Int32Array;
  readonly earliest: Int32Array;
}

/** One layer in the words of the oracle; times are minutes of the day. */
export interface OracleLayer {
  readonly members: readonly string[];
  /** A local day, days since 1970. */
  readonly starts: number;
  readonly time: number;
  /** The wall times of turns that are as long as this, minutes; else whether one is due on a day, and whether it may change. */
  readonly step?: number;
  readonly due: (date: number, starts: number) => boolean;
  readonly changes: (date: number) => boolean;
  /** Open hours by weekday from Monday, minutes of the day; null is always. */
  readonly week: readonly (readonly (readonly [number, number])[])[] | null;
}

export function wallsOf(zone: string, from: number, days: number): Walls {
  const { shows } = wallOf(zone, from, days);
  const latest = Int32Array.from(shows);
  const earliest = Int32Array.from(shows);
  for (let index = 1; index < shows.length; index++) latest[index] = Math.max(latest[index - 1]!, shows[index]!);
  for (let index = shows.length - 2; index >= 0; index--)
    earliest[index] = Math.min(earliest[index + 1]!, shows[index]!);
  return { from, latest, earliest };
}

/** Says for instants that never go back who is on call. */
export function oracle(walls: Walls, layers: readonly OracleLayer[], overrides: readonly Shift[]) {
  const end = walls.latest.at(-1)!;
  const asked = layers.map((layer) => personOf(layer, turnsOf(layer, end)));
  return (at: number): string | null => {
    const over = overrides.findLast(({ from, until }) => at >= from && at < until);
    if (over !== undefined) return over.person;
    const index = Math.floor((at - walls.from) / minute);
    const all = asked.map((ask) => ask(walls.latest[index]!, walls.earliest[index]!));
    return all.findLast((one) => one !== null) ?? null;
  };
}

/** The wall times at which turns begin, day by day or step by step. */
function turnsOf({ starts, time, step, due, changes }: OracleLayer, end: number): readonly number[] {
  const turns = [starts * day + time];
  if (step !== undefined) {
    for (let wall = turns[0]! + step; wall <= end; wall += step) turns.push(wall);
    return turns;
  }
  let waits = false;
  for (let date = starts; date * day <= end; date++) {
    if (due(date, starts)) waits = true;
    if (!waits || !changes(date)) continue;
    if (date * day + time > turns[0]!) turns.push(date * day + time);
    waits = false;
  }
  return turns;
}

function personOf({ members, week }: OracleLayer, turns: readonly number[]) {
  let turn = -1;
  return (latest: number, earliest: number): string | null => {
    while (turn + 1 < turns.length && turns[turn + 1]! <= latest) turn++;
    return turn < 0 || !isOpen(week, latest, earliest) ? null : members[turn % members.length]!;
  };
}

/** Open from the first time that the clock shows the opening until the last time that it shows the closing. */
function isOpen(week: OracleLayer['week'], latest: number, earliest: number): boolean {
  if (week === null) return true;
  const date = Math.floor(latest / day);
  return [date - 1, date].some((one) =>
    week[(one + 3) % 7]!.some(([from, to]) => latest >= one * day + from && earliest < one * day + to),
  );
}
