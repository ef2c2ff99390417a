import type { Target } from '../../domain/clock.ts';
import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parseSpan, spellSpan } from './span.ts';
import { parseTarget, spellTarget } from './target.ts';

/** A promise that may have a lower bound, which warns when it is reached. */
export interface Promised {
  readonly from: Target | null;
  readonly to: Target;
}

/** How long something lasts, in ms; `fromMs` is at most `toMs`. */
export interface SpanRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads `4h`, `2h..4h`, `1..2 business days` or `0m..15m`; promises a lower bound that is not longer, null where it is nothing. */
export function parsePromise(written: string): Parsed<Promised> {
  return andThen(ends(written), ({ from, to }) =>
    andThen(parseTarget(to), (until): Parsed<Promised> => {
      if (from === null || /^0 *[a-z]+$/.test(from)) return { value: { from: null, to: until } };
      return andThen(parseTarget(from), (least) =>
        shorter(least, until) ? { value: { from: least, to: until } } : { problem: backwards(written, from, to) },
      );
    }),
  );
}

/** Reads `30m`, which is from 0, or `15m..60m`; promises ms, the lower no longer than the upper. */
export function parseSpanRange(written: string): Parsed<SpanRange> {
  return andThen(ends(written), ({ from, to }) =>
    andThen(parseSpan(to), (toMs) =>
      andThen(from === null ? { value: 0 } : parseSpan(from), (fromMs) =>
        fromMs <= toMs ? { value: { fromMs, toMs } } : { problem: backwards(written, from!, to) },
      ),
    ),
  );
}

/** Spells a promise as `parsePromise` reads it. */
export function spellPromise({ from, to }: Promised): string {
  if (from === null) return spellTarget(to);
  const least = 'businessDays' in from && 'businessDays' in to ? `${from.businessDays}` : spellTarget(from);
  return `${least}..${spellTarget(to)}`;
}

/** Spells a range as `parseSpanRange` reads it. */
export const spellSpanRange = ({ fromMs, toMs }: SpanRange): string =>
  fromMs === 0 ? spellSpan(toMs) : `${spellSpan(fromMs)}..${spellSpan(toMs)}`;

interface Ends {
  readonly from: string | null;
  readonly to: string;
}

/** The unit may be said once, at the end. */
function ends(written: string): Parsed<Ends> {
  const text = written.trim();
  const problem = endsProblem(text);
  if (problem !== null) return { problem };
  const [to = '', from] = text
    .split('..')
    .map((end) => end.trim())
    .toReversed();
  if (from === undefined) return { value: { from: null, to } };
  const unit = /^\d+( *[a-z][a-z ]*)$/.exec(to)?.[1] ?? '';
  return { value: { from: /^\d+$/.test(from) ? from + unit : from, to } };
}

function endsProblem(text: string): string | null {
  const [, first, last] = /^(\d+ ?[a-z ]*?) *(?:-|–|—|…|\.{3}|\bto\b) *(\d+ ?[a-z ]*)$/.exec(text) ?? [];
  if (first !== undefined) return `\`${text}\` is not a range: write ${first.trim()}..${last}`;
  const parts = text.split('..').map((end) => end.trim());
  return parts.length > 2 || (parts.length === 2 && parts.includes(''))
    ? `\`${text}\` does not have two ends: write it like 2h..4h, 1..2 business days or 4h`
    : null;
}

/** Open time and business days are not compared: that depends on the calendar. */
function shorter(one: Target, other: Target): boolean {
  if ('ms' in one && 'ms' in other) return one.ms < other.ms;
  return 'ms' in one || 'ms' in other || one.businessDays < other.businessDays;
}

const backwards = (written: string, from: string, to: string): string =>
  from === to
    ? `\`${written.trim()}\` is from and to the same: write ${to}`
    : `\`${written.trim()}\` does not go from the shorter to the longer: write it like ${to}..${from}`;
