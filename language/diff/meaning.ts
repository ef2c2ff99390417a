import { parseHours } from '../hours.ts';
import type { Json } from '../json.ts';
import { parseRepeat, parseSpan, parseTarget, spellSpan, spellTarget } from '../time.ts';

/** Keys whose values are words for people: never a time, whatever they look like. */
const prose = new Set(['title', 'description', 'name', 'text', 'note', 'assumed']);

/** The one way to write what a value means: `60m` and `1h` are both `1h`. A meaning is its own meaning. */
export function meaning(value: Json, key: string): Json {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (prose.has(key) || !/\d/.test(text)) return text;
  const plain = text.replaceAll(/\s+/g, ' ');
  return target(plain) ?? range(plain) ?? repeat(plain) ?? share(plain) ?? hours(plain) ?? text;
}

function target(text: string): string | undefined {
  const read = parseTarget(text);
  if ('value' in read) return spellTarget(read.value);
  const span = parseSpan(text);
  return 'value' in span ? spellSpan(span.value) : undefined;
}

function range(text: string): string | undefined {
  const [from, to, ...more] = text.split(/ ?\.\. ?/).map(target);
  return from === undefined || to === undefined || more.length > 0 ? undefined : `${from}..${to}`;
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
