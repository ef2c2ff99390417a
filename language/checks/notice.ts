import type { Target } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { longestGapMs } from '../time/gaps.ts';
import { spellGap } from '../time/spell-gap.ts';
import { spellTarget } from '../time/target.ts';
import { kindsOf } from './window.ts';

const day = 86_400_000;
const general = ['maintenance', 'notice'];

/** Rules notice-longer-than-interval and notice-shorter-than-promised: maintenance is announced in time, and once at a time. */
export const notice = (draft: Draft): readonly Problem[] => {
  const overall = draft.written.maintenance?.notice;
  return kindsOf(draft).flatMap((kind) => [
    ...longerThanInterval(kind, overall),
    ...shorterThanPromised(kind, overall),
  ]);
};

type Kind = ReturnType<typeof kindsOf>[number];

function longerThanInterval([name, kind]: Kind, overall: Target | undefined): readonly Problem[] {
  const given = kind.notice ?? overall;
  if (kind.every === undefined) return [];
  const gap = longestGapMs(kind.every);
  if (given === undefined || gap === null || leastMs(given) <= gap) return [];
  const path = ['maintenance', 'kinds', name];
  const message = `\`${name}\` is announced ${spellTarget(given)} before, yet comes round every ${spellGap(kind.every)}: the next is announced before this one is done; announce it later, or do it less often`;
  const place = kind.notice === undefined ? general : [...path, 'notice'];
  return [clash(place, 'notice-longer-than-interval', message, [...path, 'every'])];
}

function shorterThanPromised([name, { notice: own }]: Kind, overall: Target | undefined): readonly Problem[] {
  if (own === undefined || overall === undefined || !isShorter(own, overall)) return [];
  const message = `\`${name}\` is announced ${spellTarget(own)} before, yet ${spellTarget(overall)} are promised for all maintenance: announce it at least as early, or promise less`;
  return [clash(['maintenance', 'kinds', name, 'notice'], 'notice-shorter-than-promised', message, general)];
}

/** Business days are at least as many days. */
const leastMs = (target: Target): number => ('ms' in target ? target.ms : target.businessDays * day);

/** How long business days are at most depends on the calendar. */
function isShorter(one: Target, other: Target): boolean {
  if ('ms' in one) return one.ms < leastMs(other);
  return 'businessDays' in other && one.businessDays < other.businessDays;
}
