import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** A text and the wall time (`03:00`) written after it, with or without `at`; null where there is none. */
export interface Timed {
  readonly phrase: string;
  readonly time: string | null;
}

/** Takes the time of day off the end of `day at 3:00`. */
export function splitTime(text: string): Parsed<Timed> {
  const [, phrase, written] = /^(\S.*?) +(?:at +)?(\d{1,2}[:.]\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m)$/.exec(text) ?? [];
  if (phrase === undefined || written === undefined) return { value: { phrase: text, time: null } };
  return andThen(parseWallTime(written), (time) => ({ value: { phrase, time } }));
}

/** Reads `3:00` or `15:30` and promises a time that clocks show, with two digits of hours. */
export function parseWallTime(written: string): Parsed<string> {
  const text = written.trim();
  const [, hours, minutes = '00', half] = /^(\d{1,2})(?:[:.](\d\d))?(?: ?([ap]m))?$/.exec(text) ?? [];
  if (hours === undefined) return { problem: `\`${text}\` is not a time of day: write it like 03:00` };
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'pm' ? 12 : 0);
  const right = `${String(hour).padStart(2, '0')}:${minutes}`;
  if (right === '24:00') return { problem: `\`${text}\` is the 00:00 of the next day: write 00:00` };
  if (hour > 23 || Number(minutes) > 59)
    return { problem: `\`${text}\` is a time that no clock shows: they go from 00:00 to 23:59` };
  if (/^\d{1,2}:\d\d$/.test(text)) return { value: right };
  return { problem: `\`${text}\` is not a time of day: write ${right}` };
}
