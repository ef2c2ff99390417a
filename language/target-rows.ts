import type { Target } from '../domain/clock.ts';
import type { Promise, TargetRow } from '../domain/plan.ts';
import type { Chapter, Written } from './schema.ts';
import type { Promised } from './time/range.ts';

/** The rows in the order that `combine: first` goes by: the long form as written, then severities, then tiers. */
export function targetRows({
  targets = [],
  severities,
  tiers = {},
}: Pick<Written, 'targets' | 'severities' | 'tiers'>): readonly TargetRow[] {
  return [
    ...targets.flatMap((row, index) => casesOf(row).flatMap((when) => rowsOf(row, when, `targets.${index}`))),
    ...Object.entries(severities).flatMap(([severity, row]) => rowsOf(row, { severity }, `severities.${severity}`)),
    ...Object.entries(tiers).flatMap(([tier, row]) => rowsOf(row, { tier }, `tiers.${tier}`)),
  ];
}

/** What is promised together: by a row of `targets`, a severity or a tier. */
export interface Row {
  readonly response?: Promised | undefined;
  readonly resolution?: Promised | undefined;
  readonly calendar?: string | undefined;
}

const rowsOf = (row: Row, when: TargetRow['when'], rule: string): readonly TargetRow[] =>
  (['response', 'resolution'] as const).flatMap((metric) => {
    const target = row[metric];
    if (target === undefined) return [];
    const { from, to } = target;
    return [{ metric, when, ...promise(to, row.calendar, `${rule}.${metric}`), ...(from !== null && { warn: from }) }];
  });

/** A promise as the domain counts it; on `always` where no calendar is named. */
export const promise = (target: Target, calendar: string | undefined, rule: string): Promise => ({
  target,
  calendar: calendar ?? 'always',
  rule,
});

/** Every case of conditions that name several values: what nothing carries out yet matches nothing. */
function casesOf({ when, from = 'opening' }: Chapter<'targets'>[number]): readonly TargetRow['when'][] {
  if (when.level !== undefined || when.service !== undefined || from !== 'opening') return [];
  return traits.reduce<readonly TargetRow['when'][]>(
    (cases, trait) =>
      when[trait] === undefined
        ? cases
        : cases.flatMap((one) => when[trait]!.map((value) => ({ ...one, [trait]: value }))),
    [{}],
  );
}

const traits = ['severity', 'tier', 'type', 'impact', 'category'] as const;
