import { counted } from './parsed.ts';
import type { Parsed } from './parsed.ts';

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

/** Spells ms, a whole number, as `parseSpan` reads it: `1h30m`, `24h`, `2 days`, `1 week`. */
export function spellSpan(ms: number): string {
  if (ms > 0 && ms % week === 0) return counted(ms / week, 'week');
  const days = ms >= 2 * day ? Math.floor(ms / day) : 0;
  const rest = ms - days * day;
  return [days > 0 ? counted(days, 'day') : '', rest > 0 ? spellElapsed(rest) : ''].filter(Boolean).join(' ') || '0s';
}

/** Spells ms, a whole number, in hours and less, never in days: `1h30m`, `48h`. */
export function spellElapsed(ms: number): string {
  let left = ms;
  let text = '';
  for (const [unit, length] of small) {
    if (left < length) continue;
    text += `${Math.floor(left / length)}${unit}`;
    left %= length;
  }
  return text || '0s';
}

const small = [
  ['h', hour],
  ['m', minute],
  ['s', second],
  ['ms', 1],
] as const;

/** Why a text is no span, with the nearest right way to write it. */
function strange(text: string): string {
  if (text === '') return `a span is missing: ${likeThese}`;
  if (/^\d+$/.test(text)) return `\`${text}\` has no unit: write ${text}m, ${text}h or ${text} days`;
  const [, amount, unit] = /^(\d*\.\d+) *([a-z]+)$/.exec(text) ?? [];
  const length = units.get(unit ?? '');
  if (length !== undefined)
    return `\`${text}\` is not a whole number: write ${spellSpan(Math.round(Number(amount) * length))}`;
  const meant = unfinished(text);
  if (meant !== null) return meant;
  if (/[A-Z]/.test(text) && 'value' in parseSpan(text.toLowerCase()))
    return `\`${text}\` must be in small letters: write ${text.toLowerCase()}`;
  return `\`${text}\` is not a span of time: ${likeThese}`;
}

/** `1 hour and 30 minutes` and `2 hours 30`: what is meant is plain, yet there is one way to write it. */
function unfinished(text: string): string | null {
  if (text.length > 80) return null;
  const joined = / and |, */.test(text) ? parseSpan(text.replaceAll(/ and |, */g, ' ')) : null;
  if (joined !== null && 'value' in joined)
    return `\`${text}\` is one span in several words: write ${spellSpan(joined.value)}`;
  const [, whole, rest] = /^(.*[a-z]) *(\d+)$/.exec(text) ?? [];
  if (whole === undefined || rest === undefined || !('value' in parseSpan(whole))) return null;
  return `\`${text}\` has no unit after ${rest}: write ${finished(whole, Number(rest))}`;
}

/** A number without a unit counts in the next smaller one. */
function finished(whole: string, rest: number): string {
  const span = parseSpan(whole);
  const last = units.get(/[a-z]+$/.exec(whole)?.[0] ?? '') ?? 0;
  const next = [...units.values()].toReversed().find((length) => length < last) ?? 1;
  return 'value' in span ? spellSpan(span.value + rest * next) : '';
}

const noUnit = (unit: string, text: string): string =>
  unit === 'business' && !text.includes('hour')
    ? `\`${text}\` is not a span of time: 3 business days is written so, and only as a target`
    : `\`${unit}\` in \`${text}\` is not a unit of time: ${likeThese}`;
