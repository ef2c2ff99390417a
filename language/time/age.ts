import type { Age } from '../../domain/plan/backups.ts';

import type { Parsed } from './parsed.ts';
import { parseSpan, spellSpan } from './span.ts';

/** Reads a span, whole months or years of the calendar, or `forever`. */
export function parseAge(written: string): Parsed<Age> {
  const text = written.trim();
  if (text === 'forever') return { value: 'forever' };
  const [, count, unit] = /^(\d+) *(month|year)s?$/.exec(text) ?? [];
  if (count !== undefined) {
    const months = Number(count) * (unit === 'year' ? 12 : 1);
    return months >= 1 && months <= 1200 ? { value: { months } } : { problem: `\`${text}\` is out of range` };
  }
  const span = parseSpan(text);
  if ('problem' in span)
    return {
      problem: `\`${text}\` is not how long something is kept: write it like 30 days, 3 months, 1 year or forever`,
    };
  return span.value === 0 ? { problem: `\`${text}\` is no time at all` } : { value: { ms: span.value } };
}

/** The most ms that an age can last, with months of 31 days; Infinity for ever. */
export function ageMs(age: Age): number {
  if (age === 'forever') return Infinity;
  return 'ms' in age ? age.ms : age.months * 31 * day;
}

const day = 86_400_000;

/** `30 days`, `3 months`, `1 year`, `forever`. */
export function spellAge(age: Age): string {
  if (age === 'forever') return age;
  if ('ms' in age) return spellSpan(age.ms);
  const [count, unit] = age.months % 12 === 0 ? [age.months / 12, 'year'] : [age.months, 'month'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
