import type { Bound } from '../../domain/bound.ts';
import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parseSpan, spellSpan } from './span.ts';

export type { Bound } from '../../domain/bound.ts';

type Measure = Omit<Extract<Bound, { op: unknown }>, 'op'>;
type Op = '<' | '<=' | '>' | '>=' | 'unsaid';

/** The first of each is how it is spelled. */
const comparisons: readonly (readonly [Op, readonly string[]])[] = [
  ['>=', ['at least', '>=', '≥', 'no less than', 'not less than']],
  ['<=', ['at most', '<=', '≤', 'no more than', 'not more than', 'within', 'up to']],
  ['<', ['under', 'below', 'less than', '<']],
  ['>', ['over', 'above', 'more than', '>']],
];
const perDay: ReadonlyMap<string, number> = new Map([
  ['hourly', 24],
  ['daily', 1],
  ['weekly', 1 / 7],
  ['monthly', 12 / 365],
  ['quarterly', 4 / 365],
  ['yearly', 1 / 365],
]);
const likeThese = 'write it like at least 99.9%, under 2h, at most 10, >= 4.5/5, at least daily or stable or falling';

/**
 * Reads what a measure is compared with: a comparison (`at least`, `at most`, `under`, `below`, `over`, `above`, `>=`, `<=`,
 * `<`, `>`, or none) and a share (`99.9%`), a span (`2h`, in ms), a score (`4.5`, `4.5/5`), a count (`10`) or a frequency
 * (`daily`, times a day); or a trend: `stable or falling`, `stable or rising`.
 */
export function parseBound(written: string): Parsed<Bound> {
  const text = written.trim().replaceAll(/\s+/g, ' ');
  const trend = /^(?:stable or )?(falling|rising)$/.exec(text)?.[1];
  if (trend !== undefined) return parseTrend(text, trend as 'falling' | 'rising');
  const [op, rest] = splitOp(text);
  return andThen(parseMeasure(rest, text), (measure) => ({ value: { op, ...measure } }));
}

/** Spells a bound in English as `parseBound` reads it: `at least 99.9%`, `under 2h`, `stable or falling`. */
export function spellBound(bound: Bound): string {
  if ('trend' in bound) return `stable or ${bound.trend}`;
  const words = comparisons.find(([op]) => op === bound.op)?.[1][0];
  return words === undefined ? spellMeasure(bound) : `${words} ${spellMeasure(bound)}`;
}

const parseTrend = (text: string, trend: 'falling' | 'rising'): Parsed<Bound> =>
  text === trend
    ? { problem: `\`${text}\` leaves out what is stable: write stable or ${trend}` }
    : { value: { trend } };

function splitOp(text: string): readonly [Op, string] {
  for (const [op, words] of comparisons)
    for (const word of words)
      if (text.startsWith(`${word} `) || (/^\W/.test(word) && text.startsWith(word) && text[word.length] !== '='))
        return [op, text.slice(word.length).trim()];
  return ['unsaid', text];
}

function parseMeasure(text: string, whole: string): Parsed<Measure> {
  const number = parseNumber(text);
  if (number !== null) return number;
  const frequency = perDay.get(text);
  if (frequency !== undefined) return { value: { value: frequency, unit: 'per day' } };
  const span = parseSpan(text);
  if ('value' in span) return { value: { value: span.value, unit: 'ms' } };
  return { problem: strange(text, whole) ?? span.problem };
}

/** `99.9%`, `4.5/5`, `4.5`, `10`; null where it is something else. */
function parseNumber(text: string): Parsed<Measure> | null {
  const [, number, rest = ''] = /^(\d{1,12}(?:\.\d{1,9})?)( ?%| ?\/ ?\d{1,6})?$/.exec(text) ?? [];
  if (number === undefined) return null;
  const value = Number(number);
  if (rest.includes('%')) return { value: { value, unit: '%' } };
  if (rest.includes('/')) return score(value, Number(rest.replace('/', '')), text);
  return { value: { value, unit: number.includes('.') ? 'score' : 'count' } };
}

const score = (value: number, outOf: number, text: string): Parsed<Measure> =>
  outOf > 0 && value <= outOf
    ? { value: { value, unit: 'score', outOf } }
    : { problem: `\`${text}\` is more than there is: write a score such as 4.5/5` };

/** Why it is no measure; null where what is wrong with it as a span says more. */
function strange(text: string, whole: string): string | null {
  if (/\d,\d/.test(text)) return `\`${whole}\` has a comma: write ${whole.replaceAll(/(\d),(\d)/g, '$1.$2')}`;
  if (/^(=>|=<)/.test(whole)) return `\`${whole}\` is not a comparison: write ${whole[1]}= ${whole.slice(2).trim()}`;
  const percent = /^(\d+(?:\.\d+)?) ?(?:percent|pct)$/.exec(text)?.[1];
  if (percent !== undefined) return `\`${whole}\` is not written so: write ${whole.replace(text, `${percent}%`)}`;
  if (/[A-Z]/.test(whole) && 'value' in parseBound(whole.toLowerCase()))
    return `\`${whole}\` must be in small letters: write ${whole.toLowerCase()}`;
  return /^\d/.test(text) ? null : `\`${whole}\` cannot be compared with: ${likeThese}`;
}

function spellMeasure({ value, unit, outOf }: Measure): string {
  if (unit === 'ms') return spellSpan(value);
  if (unit === '%') return `${value}%`;
  if (unit === 'per day') return [...perDay].find(([, times]) => times === value)?.[0] ?? `${value} times a day`;
  if (unit === 'count') return `${value}`;
  const shown = Number.isInteger(value) && outOf === undefined ? value.toFixed(1) : `${value}`;
  return outOf === undefined ? shown : `${shown}/${outOf}`;
}
