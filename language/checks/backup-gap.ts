import type { Recurrence } from '../../domain/recurrence.ts';
import { longestGapMs } from '../time/gaps.ts';
import { occurrences } from '../time/occurrences.ts';
import type { Backup } from './data-sets.ts';

const day = 86_400_000;
const from = Date.UTC(2024, 0, 1);
/** Long enough for what comes round once a year. */
const until = from + 5 * 366 * day;

/**
 * The most ms between two backups of one data set, in days of 24 h; Infinity where none of them has a rhythm. What is copied
 * on change or continuously loses nothing.
 */
export function gapBetween(backups: readonly Backup[]): number {
  const single = Math.min(...backups.map(({ every }) => gapOf(every)));
  const rhythms = new Map(backups.map(({ every }) => [JSON.stringify(every), every]));
  const dated = [...rhythms.values()].filter(({ kind }) => kind === 'rule' || kind === 'business');
  if (dated.length < 2 || single <= 0) return single;
  // In UTC, where every day has 24 hours.
  const all = dated.flatMap((every) => occurrences(every, 'UTC', from, until)).toSorted((a, b) => a - b);
  return Math.min(single, Math.max(...all.slice(1).map((at, index) => at - all[index]!)));
}

function gapOf(every: Recurrence): number {
  return every.kind === 'on change' ? 0 : (longestGapMs(every) ?? Infinity);
}
