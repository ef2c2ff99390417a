import type { Target } from '../../domain/clock.ts';
import { meantDays } from './meant-days.ts';
import { counted, andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parseSpan, spellSpan } from './span.ts';

/** Reads what a promise gives: a span of open time longer than nothing (ms), or whole business days. */
export function parseTarget(written: string): Parsed<Target> {
  const days = /^(\d+) +business +days?$/.exec(written.trim())?.[1];
  const meant = days === undefined ? meantDays(written) : null;
  if (meant !== null) return { problem: meant };
  if (days === undefined) return andThen(longerThanNothing(written), (ms) => ({ value: { ms } }));
  const businessDays = Number(days);
  if (businessDays >= 1 && businessDays <= 1000) return { value: { businessDays } };
  return { problem: `\`${written.trim()}\` is out of range: business days go from 1 to 1000` };
}

/** Spells a target as `parseTarget` reads it: `4h`, `3 business days`. */
export const spellTarget = (target: Target): string =>
  'ms' in target ? spellSpan(target.ms) : counted(target.businessDays, 'business day');

function longerThanNothing(written: string): Parsed<number> {
  const span = parseSpan(written);
  return 'value' in span && span.value === 0 ? { problem: `\`${written.trim()}\` is no time at all` } : span;
}
