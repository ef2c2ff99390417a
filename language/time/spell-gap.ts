import type { Recurrence } from '../../domain/recurrence.ts';
import { longestGapMs, shortestGapMs } from './gaps.ts';
import { spellSpan } from './span.ts';
import { spellRecurrence } from './spell-recurrence.ts';

const day = 86_400_000;

/** Spells how long it is from one occurrence to the next: `1 week`, `month, 28 to 31 days`. Follows `every`. */
export function spellGap(recurrence: Recurrence): string {
  const [shortest, longest] = [shortestGapMs(recurrence) ?? 0, longestGapMs(recurrence) ?? 0];
  if (shortest === longest) return spellSpan(longest);
  const rhythm = spellRecurrence('time' in recurrence ? { ...recurrence, time: null } : recurrence);
  return `${rhythm}, ${Math.round(shortest / day)} to ${Math.round(longest / day)} days`;
}
