import { type Calendar, type Span, businessDue, openSpans } from './open.ts';
import { SECOND } from './wall.ts';

export type Target = { readonly seconds: number } | { readonly businessDays: number };
type Pause = { readonly from: string; readonly to: string | null };
export type Change = { readonly at: string; readonly target: Target; readonly retroactive: boolean };
export type ClockCase = {
  readonly calendar: Calendar;
  readonly openedAt: string;
  readonly target: Target;
  readonly thresholds: readonly number[];
  readonly pauses: readonly Pause[];
  readonly changes: readonly Change[];
  readonly fulfilledAt: string | null;
};

/** `value × times ÷ by`, rounded up, with nothing lost on the way; a decimal is taken as it is written. */
export function share(value: number, times: number, by = 1): number {
  const [whole = '', decimals = ''] = value.toFixed(9).split('.');
  const above = BigInt(whole + decimals) * BigInt(times);
  const below = BigInt(10 ** decimals.length) * BigInt(by);
  return Number((above + below - 1n) / below);
}

const subtract = (spans: readonly Span[], [from, to]: Span): readonly Span[] =>
  spans
    .flatMap(([open, close]): Span[] => [
      [open, Math.min(close, from)],
      [Math.max(open, to), close],
    ])
    .filter(([open, close]) => open < close);

const pausesOf = ({ pauses }: ClockCase): readonly Span[] =>
  pauses.map(({ from, to }) => [Date.parse(from), to === null ? Number.POSITIVE_INFINITY : Date.parse(to)]);

/** The time that counts, from the opening on: open and in no pause. */
export function* counting(clock: ClockCase): Generator<Span> {
  const pauses = pausesOf(clock);
  const forGood = Math.min(...pauses.filter(([, to]) => to === Number.POSITIVE_INFINITY).map(([from]) => from));
  for (const span of openSpans(clock.calendar, Date.parse(clock.openedAt))) {
    if (span[0] >= forGood) return;
    yield* pauses.reduce(subtract, [span] as readonly Span[]);
  }
}

export function measure(spans: Iterable<Span>, until: number): number {
  let total = 0;
  for (const [from, to] of spans) {
    if (from >= until) break;
    total += Math.min(to, until) - from;
  }
  return total;
}

/** The first instant at which `amount` ms have counted since `since`. */
export function reach(clock: ClockCase, since: number, amount: number): number | null {
  let left = amount;
  if (left === 0) return since;
  for (const [from, to] of counting(clock)) {
    const start = Math.max(from, since);
    if (start + left <= to) return start + left;
    left -= Math.max(0, to - start);
  }
  return null;
}

export function lengthOf({ calendar, openedAt }: ClockCase, target: Target): number | null {
  if ('seconds' in target) return share(target.seconds, SECOND);
  const anchor = Date.parse(openedAt);
  const due = businessDue(calendar, anchor, target.businessDays);
  return due === null ? null : measure(openSpans(calendar, anchor), due);
}
