import type { AppliedPlan, Clock } from '../answers.ts';
import { local, paint, plain, table, zone } from '../terminal.ts';

type Impact = NonNullable<AppliedPlan['impact']>;
type IncidentImpact = Impact['incidents'][number];
type Change = IncidentImpact['clocks'][number]['change'];

/** How promises of what is moved are counted otherwise. */
export const notRetroactive = [
  '--not-retroactive',
  'of incidents that move, count promises from now on with the used share carried over, not from where they began',
] as const;

/** What moving open work to a plan would do, the gravest first. */
export function impactLines({ total, unchanged, hidden, incidents }: Impact): readonly string[] {
  if (total === 0) return ['No open incident is under an older version.'];
  const groups = Object.entries(titles).flatMap(([group, title]) => {
    const its = incidents.filter((one) => groupOf(one) === group);
    return its.length === 0 ? [] : ['', paint('bold', title), ...table(its.flatMap(rows), 2).map(indented)];
  });
  return [
    `Open incidents under older versions: ${total}; unchanged if they are moved: ${unchanged}`,
    ...groups,
    ...(hidden === 0 ? [] : ['', `and ${hidden} that are not shown`]),
    ...(incidents.length === 0 ? [] : ['', `Times in ${zone}.`]),
  ];
}

const titles: Readonly<Record<Change | 'stays' | 'other', string>> = {
  stays: 'Cannot be moved',
  breached: 'Breached at once',
  sooner: 'Due sooner',
  later: 'Due later',
  begins: 'Promised anew',
  ends: 'Promised no more',
  other: 'Changed otherwise',
};

const groupOf = ({ stays, clocks }: IncidentImpact): keyof typeof titles =>
  stays === null ? (clocks[0]?.change ?? 'other') : 'stays';

const indented = (line: string): string => `  ${line}`;

/** One row for each thing that would change; only the first says of which incident. */
function rows({ reference, severity, title, stays, clocks, unassigned }: IncidentImpact): string[][] {
  const said = [
    ...(stays === null ? [] : [plain(stays)]),
    ...clocks.map(clockLine),
    ...(unassigned ? ['who has it may not have it any more'] : []),
  ];
  return said.map((line, index) => (index === 0 ? [reference, severity, plain(title), line] : ['', '', '', line]));
}

function clockLine({ metric, change, from, to, dueBefore, dueAfter }: IncidentImpact['clocks'][number]): string {
  const promise = `${metric} ${[from, to].flatMap((one) => (one === null ? [] : [target(one)])).join(' → ')}`;
  if (change === 'begins') return `${promise}, due ${due(dueAfter)}`;
  if (change === 'ends') return `${promise}, was due ${due(dueBefore)}`;
  const was = from === null ? due(dueAfter) : `${due(dueBefore)} → ${due(dueAfter)}`;
  return `${promise}, ${change === 'breached' ? 'breached: due' : 'due'} ${was}`;
}

const due = (at: string | null): string => (at === null ? '(stands still)' : local(at));

/** How much time a promise gives. */
export function target(promise: Clock['target']): string {
  if ('businessDays' in promise) return `${promise.businessDays} business days`;
  const minutes = promise.seconds / 60;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

/** What has become of open work. */
export const migrationLines = ({
  moved,
  staying,
  hidden,
}: NonNullable<AppliedPlan['migration']>): readonly string[] => [
  `  open incidents moved: ${moved}`,
  ...staying.map(({ reference, reason }) => `  ${reference} keeps its version: ${plain(reason)}`),
  ...(hidden === 0 ? [] : [`  and ${hidden} others that are not shown keep theirs`]),
];
