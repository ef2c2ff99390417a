import type { Parsed } from './parsed.ts';

/** Where something stands in a programme, in working days, five a week, counted from 1; both ends belong to it. */
export interface Position {
  readonly fromDay: number;
  readonly toDay: number;
}

const week = 5;
const most = 520;
const likeThese = 'write it like week 1 day 2, weeks 5-6, week 7-8 day 3-8 or day 3';
const grammar = /^(?:weeks? (\d+)(?: ?- ?(\d+))?)?(?:(?:^|,? )days? (\d+)(?: ?- ?(\d+))?)?$/;

/**
 * Reads `week 1 day 2`, `weeks 5-6`, `week 7-8 day 3-8` or `day 3`. Days count from the first of the weeks and may go on
 * through all of them; days without a week count from the beginning.
 */
export function parsePosition(written: string): Parsed<Position> {
  const text = written.trim().replaceAll(/\s+/g, ' ');
  const found = text === '' ? null : grammar.exec(text);
  if (found === null) return { problem: strange(text) };
  const weeks = range(found[1], found[2]);
  const days = range(found[3], found[4]);
  if (weeks === null) return within(text, days!, 0, most * week);
  if (weeks.from < 1 || weeks.to < weeks.from || weeks.to > most)
    return { problem: `\`${text}\` has weeks that cannot be: they go from 1 to ${most}, the first one first` };
  const length = (weeks.to - weeks.from + 1) * week;
  return within(text, days ?? { from: 1, to: length }, (weeks.from - 1) * week, length);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const range = (from: string | undefined, to = from): Range | null =>
  from === undefined ? null : { from: Number(from), to: Number(to) };

/** Spells a position as `parsePosition` reads it, in weeks where it can. */
export function spellPosition({ fromDay, toDay }: Position): string {
  const first = Math.ceil(fromDay / week);
  const last = Math.ceil(toDay / week);
  const day = fromDay - (first - 1) * week;
  if (day === 1 && toDay % week === 0) return first === last ? `week ${first}` : `weeks ${first}-${last}`;
  const end = toDay - (first - 1) * week;
  const days = fromDay === toDay ? `day ${day}` : `day ${day}-${end}`;
  return `${first === last ? `week ${first}` : `week ${first}-${last}`} ${days}`;
}

function within(text: string, { from, to }: Range, before: number, length: number): Parsed<Position> {
  if (from < 1 || to < from)
    return { problem: `\`${text}\` has days that cannot be: they go from 1 on, the first one first` };
  if (to > length)
    return {
      problem: `\`${text}\` goes beyond its weeks: ${length === week ? 'a week has 5 working days' : `there are ${length} working days`}`,
    };
  return { value: { fromDay: before + from, toDay: before + to } };
}

function strange(text: string): string {
  if (text === '') return `the place in the programme is missing: ${likeThese}`;
  const right = text
    .toLowerCase()
    .replaceAll(/ ?(–|—|\bto\b|\.\.) ?/g, '-')
    .replaceAll(/([a-z])(\d)/g, '$1 $2');
  return right !== text && right.length < 80 && 'value' in parsePosition(right)
    ? `\`${text}\` cannot be read: write ${right}`
    : `\`${text}\` is not a place in a programme: ${likeThese}`;
}
