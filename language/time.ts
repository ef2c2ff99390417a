import type { Metric, Target } from '../domain/clock.ts';
import type { StepAt } from '../domain/plan.ts';

/** What a reader found: the value, or one plain sentence that says what is wrong and what would be right. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Of counted time: a day of a span is 24 h, whatever the clocks do. */
const day = 24 * hour;
const week = 7 * day;
const longest = 3660 * day;

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ...['s', 'second', 'seconds'].map((unit) => [unit, second] as const),
  ...['m', 'min', 'minute', 'minutes'].map((unit) => [unit, minute] as const),
  ...['h', 'hour', 'hours'].map((unit) => [unit, hour] as const),
  ...['d', 'day', 'days'].map((unit) => [unit, day] as const),
  ...['w', 'week', 'weeks'].map((unit) => [unit, week] as const),
]);

const metrics: readonly Metric[] = ['response', 'resolution', 'postmortem'];
const likeThese = 'write it like 30m, 1h30m, 90s, 2 days or 1 week';

/** Reads a span such as `30m`, `1h30m` or `2 days` and promises its length in ms, a whole number from 0 to ten years. */
export function parseSpan(written: string): Parsed<number> {
  const text = written.trim();
  const part = /\s*(\d+)\s*([a-z]+)/y;
  let ms = 0;
  let previous = Infinity;
  do {
    const [, count, unit] = part.exec(text) ?? [];
    if (count === undefined || unit === undefined) return { problem: strange(text) };
    const length = units.get(unit);
    if (length === undefined) return { problem: noUnit(unit, text) };
    if (length >= previous)
      return { problem: `\`${text}\` does not go from the larger unit to the smaller: ${likeThese}` };
    ms += Number(count) * length;
    previous = length;
  } while (part.lastIndex < text.length);
  return ms <= longest ? { value: ms } : { problem: `\`${text}\` is longer than ten years` };
}

/** Reads what a promise gives: a span of open time longer than nothing (ms), or whole business days. */
export function parseTarget(written: string): Parsed<Target> {
  const days = /^(\d+) +business +days?$/.exec(written.trim())?.[1];
  if (days === undefined) return then(longerThanNothing(written), (ms) => ({ value: { ms } }));
  const businessDays = Number(days);
  if (businessDays >= 1 && businessDays <= 1000) return { value: { businessDays } };
  return { problem: `\`${written.trim()}\` is out of range: business days go from 1 to 1000` };
}

/** Reads when a step is taken: `opening`, a share such as `50% of response`, or a span since the opening (ms). */
export function parseStepAt(written: string): Parsed<StepAt> {
  const text = written.trim();
  if (text === 'opening') return { value: { afterMs: 0 } };
  if (text.includes('%')) return parseShare(text);
  return then(parseSpan(text), (afterMs) => ({ value: { afterMs } }));
}

/** Reads `every 15m until acknowledged` and promises the ms between two repeats, at least 1 s. */
export function parseRepeat(written: string): Parsed<number> {
  const text = written.trim();
  const span = /^every +(.+?) +until +acknowledged$/.exec(text)?.[1];
  if (span === undefined)
    return { problem: `\`${text}\` does not say how to repeat: write it like every 15m until acknowledged` };
  return then(parseSpan(span), (ms) =>
    ms >= second ? { value: ms } : { problem: `\`${span}\` is too often to repeat: 1s is the least` },
  );
}

/** Spells ms, a whole number, as `parseSpan` reads it: `1h30m`, `24h`, `2 days`, `1 week`. */
export function spellSpan(ms: number): string {
  if (ms > 0 && ms % week === 0) return counted(ms / week, 'week');
  const days = ms >= 2 * day ? Math.floor(ms / day) : 0;
  const small = (
    [
      ['h', hour],
      ['m', minute],
      ['s', second],
      ['ms', 1],
    ] as const
  ).reduce(
    ({ text, left }, [unit, length]) =>
      left < length ? { text, left } : { text: `${text}${Math.floor(left / length)}${unit}`, left: left % length },
    { text: '', left: ms - days * day },
  ).text;
  return [days > 0 ? counted(days, 'day') : '', small].filter(Boolean).join(' ') || '0s';
}

/** Spells a target as `parseTarget` reads it: `4h`, `3 business days`. */
export const spellTarget = (target: Target): string =>
  'ms' in target ? spellSpan(target.ms) : counted(target.businessDays, 'business day');

function parseShare(text: string): Parsed<StepAt> {
  const [, percent, of] = /^(\d+(?:\.\d+)?) ?% +of +(\S+)$/.exec(text) ?? [];
  if (percent === undefined) return { problem: `\`${text}\` is not a share of a clock: write it like 50% of response` };
  const metric = metrics.find((one) => one === of);
  if (metric === undefined) return { problem: `\`${of}\` in \`${text}\` is not a clock: write ${metrics.join(', ')}` };
  const share = Number(percent) / 100;
  if (share === 0) return { problem: `\`${text}\` is the opening: write opening` };
  return share <= 10 ? { value: { share, of: metric } } : { problem: `\`${text}\` is out of range: 1000% is the most` };
}

function longerThanNothing(written: string): Parsed<number> {
  const span = parseSpan(written);
  return 'value' in span && span.value === 0 ? { problem: `\`${written.trim()}\` is no time at all` } : span;
}

/** Why a text is no span, with the nearest right way to write it. */
function strange(text: string): string {
  if (text === '') return `a span is missing: ${likeThese}`;
  if (/^\d+$/.test(text)) return `\`${text}\` has no unit: write ${text}m, ${text}h or ${text} days`;
  const [, amount, unit] = /^(\d*\.\d+) *([a-z]+)$/.exec(text) ?? [];
  const length = units.get(unit ?? '');
  if (length !== undefined)
    return `\`${text}\` is not a whole number: write ${spellSpan(Math.round(Number(amount) * length))}`;
  if (/[A-Z]/.test(text) && 'value' in parseSpan(text.toLowerCase()))
    return `\`${text}\` must be in small letters: write ${text.toLowerCase()}`;
  return `\`${text}\` is not a span of time: ${likeThese}`;
}

const noUnit = (unit: string, text: string): string =>
  unit === 'business'
    ? `\`${text}\` is not a span of time: 3 business days is written so, and only as a target`
    : `\`${unit}\` in \`${text}\` is not a unit of time: ${likeThese}`;

const then = <A, B>(parsed: Parsed<A>, next: (value: A) => Parsed<B>): Parsed<B> =>
  'value' in parsed ? next(parsed.value) : parsed;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
