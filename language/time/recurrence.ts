import type { Recurrence } from '../../domain/recurrence.ts';
import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parsePhrase } from './phrase.ts';
import { parseRrule } from './rrule.ts';
import { parseSpan } from './span.ts';
import { nearRecurrence } from './near-recurrence.ts';
import { splitTime } from './wall-time.ts';

export type { Recurrence } from '../../domain/recurrence.ts';

const second = 1000;
const rhythmless: ReadonlyMap<string, Recurrence> = new Map([
  ['continuously', { kind: 'continuous' }],
  ['continuous', { kind: 'continuous' }],
  ['on change', { kind: 'on change' }],
  ['as needed', { kind: 'as needed' }],
  ['at once', { kind: 'at once' }],
]);
const elapsed: ReadonlyMap<string, number> = new Map([
  ['second', second],
  ['minute', 60 * second],
  ['hour', 3600 * second],
  ['hourly', 3600 * second],
]);

/**
 * Reads how often something is done, what stands after a key such as `every:`: elapsed time (`5m`, `4h`), days with or
 * without a time of day (`day 03:00`, `mon-fri 09:00`, `2 weeks on tue 10:00`, `first monday of the month`,
 * `business day 09:00`, `RRULE:FREQ=MONTHLY;BYDAY=2TU 10:00`), or what has no rhythm (`continuously`, `on change`,
 * `as needed`, `at once`). A time that is not written is null.
 */
export function parseRecurrence(written: string): Parsed<Recurrence> {
  const read = readRecurrence(written);
  if ('value' in read) return read;
  const near = nearRecurrence(bare(written), (text) => 'value' in readRecurrence(text));
  return near === null ? read : { problem: near };
}

const bare = (written: string): string =>
  written
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^every /, '');

function readRecurrence(written: string): Parsed<Recurrence> {
  const text = bare(written);
  const without = rhythmless.get(text);
  if (without !== undefined) return { value: without };
  return andThen(splitTime(text), ({ phrase, time }): Parsed<Recurrence> => {
    if (phrase.startsWith('RRULE:'))
      return andThen(parseRrule(phrase.slice(6)), (rrule) => ({ value: { kind: 'rule', rrule, time } }));
    const read = parsePhrase(phrase);
    if (read === null) return andThen(parseElapsed(phrase), (ms) => interval(ms, phrase, time));
    return andThen(read, (days) => ({ value: { ...days, time } }));
  });
}

const parseElapsed = (phrase: string): Parsed<number> => {
  const one = elapsed.get(phrase);
  if (one !== undefined) return { value: one };
  const span = parseSpan(phrase);
  return 'value' in span || /^\d+(?!\d|st|nd|rd|th)/.test(phrase) ? span : { problem: strange(phrase) };
};

function interval(ms: number, phrase: string, time: string | null): Parsed<Recurrence> {
  if (ms < second) return { problem: `\`${phrase}\` is too often: 1s is the least` };
  if (time !== null)
    return { problem: `\`${phrase}\` is elapsed time and has no time of day: write ${phrase}, or day ${time}` };
  return { value: { kind: 'interval', ms } };
}

const strange = (text: string): string =>
  `${text === '' ? 'how often is missing' : `\`${text}\` does not say how often`}: write it like 4h, day 03:00, mon-fri 09:00, 2 weeks on tue 10:00 or first monday of the month 09:00`;
