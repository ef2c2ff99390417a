import { parseHours } from '../hours.ts';
import type { Json } from '../json.ts';
import { parseAge } from '../time/age.ts';
import { parsePromise, parseSpanRange, spellPromise, spellSpanRange } from '../time/range.ts';
import { parseRecurrence } from '../time/recurrence.ts';
import { parseSpan, spellSpan } from '../time/span.ts';
import { spellRecurrence } from '../time/spell-recurrence.ts';
import { parseRepeat } from '../time/step.ts';
import { parseHandoff } from '../time/turn.ts';

/** Keys whose values are words for people: never a time, whatever they look like. */
const prose = new Set(['title', 'description', 'name', 'text', 'note', 'assumed']);
/** Keys that say how often. There a day is a day of the calendar, not 24 hours. */
const rhythms = new Set(['every', 'restore test', 'handoff', 'review', 'drill']);

/** The one way to write what a value means: `60m` and `1h` are both `1h`. A meaning is its own meaning. */
export function meaning(value: Json, key: string): Json {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (prose.has(key)) return text;
  const plain = text.replaceAll(/\s+/g, ' ');
  if (rhythms.has(key)) return rhythm(plain, key) ?? text;
  return (/^(\d|every )/.test(plain) ? timed(plain) : undefined) ?? text;
}

const timed = (text: string): string | undefined =>
  [target, span, age, repeat, share, hours].reduce<string | undefined>((found, read) => found ?? read(text), undefined);

function rhythm(text: string, key: string): string | undefined {
  const read = key === 'handoff' ? parseHandoff(text) : parseRecurrence(text);
  return 'value' in read ? spellRecurrence(read.value) : undefined;
}

function target(text: string): string | undefined {
  const read = parsePromise(text);
  return 'value' in read ? spellPromise(read.value) : undefined;
}

function span(text: string): string | undefined {
  const read = parseSpan(text);
  if ('value' in read) return spellSpan(read.value);
  const range = parseSpanRange(text);
  return 'value' in range ? spellSpanRange(range.value) : undefined;
}

/** Months of the calendar: 30 days are not one of them. */
function age(text: string): string | undefined {
  const read = parseAge(text);
  return 'value' in read && typeof read.value === 'object' && 'months' in read.value
    ? `${read.value.months} months`
    : undefined;
}

function repeat(text: string): string | undefined {
  const read = parseRepeat(text);
  return 'value' in read ? `every ${spellSpan(read.value)} until acknowledged` : undefined;
}

function share(text: string): string | undefined {
  const [, number, rest] = /^(\d+(?:\.\d+)?) ?%(.*)$/.exec(text) ?? [];
  return number === undefined ? undefined : `${Number(number)}%${rest ?? ''}`;
}

function hours(text: string): string | undefined {
  const read = parseHours(text);
  return 'value' in read ? `${clock(read.value.from)}-${clock(read.value.to)}` : undefined;
}

const clock = (minutes: number): string => [Math.floor(minutes / 60), minutes % 60].map(twoDigits).join(':');

const twoDigits = (count: number): string => String(count).padStart(2, '0');
