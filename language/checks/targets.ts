import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { everHolds, promisedBy } from './promised.ts';
import type { Promised } from './promised.ts';
import type { Chapter } from '../schema.ts';

type Row = Chapter<'targets'>[number];

/** Rules target-without-difference and calendar-left-out: a row of targets changes something, and counts as its severity does. */
export const targets = (draft: Draft): readonly Problem[] =>
  (draft.written.targets ?? []).flatMap((row, index) => [
    ...calendarLeftOut(draft, row, index),
    ...withoutDifference(draft, row, index),
  ]);

function calendarLeftOut({ written }: Draft, { when, calendar }: Row, index: number): readonly Problem[] {
  const other = when.severity?.find((one) => (written.severities?.[one]?.calendar ?? 'always') !== 'always');
  if (calendar !== undefined || other === undefined) return [];
  const its = written.severities![other]!.calendar!;
  const message = `the row counts on \`always\`, while \`${other}\` counts on \`${its}\`: write \`calendar: ${its}\`, or \`calendar: always\` if that is meant`;
  return [clash(['targets', index], 'calendar-left-out', message, ['severities', other, 'calendar'])];
}

function withoutDifference(draft: Draft, row: Row, index: number): readonly Problem[] {
  const promised = promisedBy(draft);
  const foreseen = [row.from, row.when.level, row.when.service, row.when.impact, row.when.category].every(
    (one) => one === undefined,
  );
  if (promised === null || !foreseen || (row.response === undefined && row.resolution === undefined)) return [];
  if (holds(draft, promised, row)) return [];
  const message = `what this row promises never holds: by \`combine: ${promised.combine}\` something else wins for every ticket it is for; promise more, or combine otherwise`;
  return [problem(['targets', index], 'target-without-difference', message)];
}

/** Whether some ticket gets what the row promises, or as much from elsewhere. */
function holds(draft: Draft, promised: Promised, row: Row): boolean {
  const { when } = row;
  const tiers = when.tier ?? [null, ...(isWhole(draft, 'tiers') ? draft.names('tiers') : [])];
  const tickets = tiers
    .flatMap(promised.tickets)
    .filter((one) => when.severity?.includes(one.severity) ?? true)
    .filter((one) => when.type?.includes(one.type) ?? true);
  // Names that lead nowhere are told elsewhere.
  return tickets.length === 0 || everHolds(promised, tickets, row);
}
