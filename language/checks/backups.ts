import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { ageMs } from '../time/age.ts';
import { longestGapMs, shortestGapMs } from '../time/gaps.ts';
import { spellGap } from '../time/spell-gap.ts';
import { spellSpan } from '../time/span.ts';
import { backupsOf, dataSets } from './data-sets.ts';
import type { Backup } from './data-sets.ts';

/** Rules backup-without-restore-test, keep-shorter-than-interval and keep-shorter-than-test: a copy must be there, and good. */
export const backups = (draft: Draft): readonly Problem[] => [
  ...untested(draft),
  ...backupsOf(draft).flatMap((backup) => [...keptLessThanInterval(backup), ...keptLessThanTest(backup)]),
];

/** What Git holds is used every day. */
function untested(draft: Draft): readonly Problem[] {
  const rehearsed = restoredByProcedures(draft);
  if (rehearsed === null) return [];
  return [...(dataSets(draft) ?? [])].flatMap(([set, copies]) => {
    const tested = copies.some(
      (copy) => copy.driver === 'git' || rehearsed.includes(copy.name) || isRegular(copy['restore test']?.every),
    );
    const message = `nothing proves regularly that \`${set}\` can be restored: give one of its backups a test, such as \`restore test: month\``;
    return tested ? [] : [problem(['backups', copies[0]!.name], 'backup-without-restore-test', message, 'key')];
  });
}

/** The backups that procedures restore regularly, drills among them; null where a procedure is not well formed. */
function restoredByProcedures(draft: Draft): readonly string[] | null {
  if (!isWhole(draft, 'procedures', 'continuity')) return null;
  const { procedures = {}, continuity } = draft.written;
  return Object.entries(procedures)
    .filter(([name, { every }]) => isRegular(every) || (name === continuity?.recovery && isRegular(continuity.drill)))
    .flatMap(([, { steps }]) => steps.flatMap((step) => step.restore ?? []));
}

const isRegular = (every: Backup['every'] | undefined): boolean => every !== undefined && longestGapMs(every) !== null;

type Level = keyof NonNullable<Backup['keep']>;

/** A copy of a period must last until the next. */
const periods: readonly (readonly [level: Level, days: number])[] = [
  ['weekly', 7],
  ['monthly', 28],
  ['yearly', 365],
];
const day = 86_400_000;

function keptLessThanInterval(backup: Backup): readonly Problem[] {
  const rule = 'keep-shorter-than-interval';
  const path = ['backups', backup.name];
  const right = 'keep it at least until the next one is there';
  const kept = longestKept(backup);
  const gap = longestGapMs(backup.every);
  if (kept !== null && gap !== null && kept.ms < gap) {
    const message = `a copy is kept for ${spellSpan(kept.ms)}, yet up to ${spellSpan(gap)} pass until the next: ${right}`;
    return [clash([...path, 'keep', kept.level], rule, message, [...path, 'every'])];
  }
  return periods.flatMap(([level, days]) => {
    const ms = ageMs(backup.keep?.[level] ?? 'forever');
    if (ms >= days * day) return [];
    const message = `the ${level} copy is kept for ${spellSpan(ms)} only: ${right}`;
    return [problem([...path, 'keep', level], rule, message)];
  });
}

/** A month may be as short as 28 days: what is kept so long is tested before it goes. */
function keptLessThanTest(backup: Backup): readonly Problem[] {
  const kept = longestKept(backup);
  const test = backup['restore test'];
  const gap = test === undefined ? null : shortestGapMs(test.every);
  if (kept === null || gap === null || kept.ms >= gap) return [];
  const path = ['backups', backup.name];
  const message = `a copy is kept for ${spellSpan(kept.ms)}, yet one is tested only every ${spellGap(test!.every)}: most go untested; keep them longer, or test more often`;
  return [clash([...path, 'keep', kept.level], 'keep-shorter-than-test', message, [...path, 'restore test', 'every'])];
}

function longestKept({ keep }: Backup): { readonly level: Level; readonly ms: number } | null {
  const kept = Object.entries(keep ?? {}).flatMap(([level, age]) =>
    age === undefined ? [] : [{ level: level as Level, ms: ageMs(age) }],
  );
  return kept.toSorted((a, b) => b.ms - a.ms)[0] ?? null;
}
