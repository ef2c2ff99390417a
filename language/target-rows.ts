import type { Start, Target } from '../domain/clock.ts';
import type { Promise, TargetRow } from '../domain/plan/promises.ts';
import type { Chapter, Written } from './schema.ts';
import type { Promised } from './time/range.ts';

type Promising = Pick<Written, 'targets' | 'severities' | 'tiers' | 'levels' | 'clocks' | 'communication'>;

/** The rows in the order that `combine: first` goes by: the long form as written, then severities, tiers, levels, clocks, communication. */
export function targetRows({
  targets = [],
  severities,
  tiers = {},
  levels = {},
  clocks = {},
  communication = [],
}: Promising): readonly TargetRow[] {
  return [
    ...targets.flatMap((row, index) =>
      casesOf(row.when).flatMap((when) => rowsOf(row, when, `targets.${index}`, row.from)),
    ),
    ...Object.entries(severities).flatMap(([severity, row]) => [
      ...rowsOf(row, { severity }, `severities.${severity}`),
      ...postmortemRows(row, severity),
    ]),
    ...Object.entries(tiers).flatMap(([tier, row]) => rowsOf(row, { tier }, `tiers.${tier}`)),
    ...Object.entries(levels).flatMap(([level, row]) => rowsOf(row, { level }, `levels.${level}`, 'level')),
    ...Object.entries(clocks).flatMap(([name, clock]) => declaredRows(clock, name)),
    ...communication.flatMap(cadenceRows),
  ];
}

/** What is promised together: by a row of `targets`, a severity, a tier or a level. */
export interface Row {
  readonly response?: Promised | undefined;
  readonly containment?: Promised | undefined;
  readonly resolution?: Promised | undefined;
  /** ms. */
  readonly update?: number | undefined;
  readonly workaround?: 'counts' | 'does not count' | undefined;
  readonly calendar?: string | undefined;
}

/** The response of a level counts from the arrival at it, the news from the first answer; the rest from `from`. */
function rowsOf(row: Row, when: TargetRow['when'], rule: string, from: Start = 'opening'): readonly TargetRow[] {
  const own = from === 'level' ? 'opening' : from;
  const response = { metric: from === 'level' ? 'level' : 'response', when, from };
  return [
    ...ranged(response, row.response, row, `${rule}.response`),
    ...ranged({ metric: 'containment', when, from: own }, row.containment, row, `${rule}.containment`),
    ...ranged(
      { metric: 'resolution', when, from: own, ...(row.workaround === 'counts' && { workaround: true }) },
      row.resolution,
      row,
      `${rule}.resolution`,
    ),
    ...(row.update === undefined ? [] : [newsRow(row.update, when, row.calendar, `${rule}.update`)]),
  ];
}

/** News never take the place of the first answer: they are owed from it on. */
const newsRow = (ms: number, when: TargetRow['when'], calendar: string | undefined, rule: string): TargetRow => ({
  metric: 'update',
  when,
  from: 'response',
  ...promise({ ms }, calendar, rule),
});

type Kind = Pick<TargetRow, 'metric' | 'when' | 'from' | 'workaround'>;

const ranged = (kind: Kind, target: Promised | undefined, { calendar }: Pick<Row, 'calendar'>, rule: string) =>
  target === undefined
    ? []
    : [{ ...kind, ...promise(target.to, calendar, rule), ...(target.from !== null && { warn: target.from }) }];

/** A promise as the domain counts it; on `always` where no calendar is named. */
export const promise = (target: Target, calendar: string | undefined, rule: string): Promise => ({
  target,
  calendar: calendar ?? 'always',
  rule,
});

function postmortemRows({ postmortem, calendar }: Chapter<'severities'>[string], severity: string): TargetRow[] {
  if (postmortem === undefined) return [];
  const { within, from = 'resolution' } = postmortem;
  return [
    {
      metric: 'postmortem',
      when: { severity },
      from,
      ...promise(within, calendar, `severities.${severity}.postmortem`),
    },
  ];
}

const declaredRows = (
  { when = {}, from = 'opening', within, calendar }: Chapter<'clocks'>[string],
  metric: string,
): readonly TargetRow[] =>
  casesOf(when).flatMap((one) => ranged({ metric, when: one, from }, within, { calendar }, `clocks.${metric}.within`));

const cadenceRows = ({ when, every: ms }: Chapter<'communication'>[number], index: number): readonly TargetRow[] =>
  ms === undefined ? [] : casesOf(when).map((one) => newsRow(ms, one, undefined, `communication.${index}.every`));

/** Every case of conditions that name several values. */
const casesOf = (when: Chapter<'targets'>[number]['when']): readonly TargetRow['when'][] =>
  traits.reduce<readonly TargetRow['when'][]>(
    (cases, trait) =>
      when[trait] === undefined
        ? cases
        : cases.flatMap((one) => when[trait]!.map((value) => ({ ...one, [trait]: value }))),
    [{}],
  );

const traits = ['severity', 'tier', 'type', 'impact', 'category', 'level', 'service'] as const;
