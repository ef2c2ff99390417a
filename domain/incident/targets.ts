import { dueAt } from '../clock.ts';
import type { Clock, Metric, Pause } from '../clock.ts';
import type { Plan, Promise, Rules, TargetRow } from '../plan.ts';

import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';

type Traits = Pick<Incident, 'type' | 'severity' | 'tier' | 'impact' | 'category'>;

const traitNames = ['type', 'severity', 'tier', 'impact', 'category'] as const;

/** What of the rules says how soon something is promised. */
export interface Promises {
  readonly plan: Pick<Plan, 'targets' | 'combine'>;
  readonly calendars: Rules['calendars'];
}

const atOpening: readonly Metric[] = ['response', 'resolution'];

/** The clocks of an incident opened at `at`: for each metric the row of targets that the plan's `combine` prefers. */
export const firstClocks = (rules: Promises, traits: Traits, at: number): Clock[] =>
  atOpening.flatMap((metric) => {
    const row = winner(rules, traits, metric, at);
    return row === undefined ? [] : [startClock(metric, row, at)];
  });

export const startClock = (metric: Metric, promise: Promise, from: number, round = 1): Clock => ({
  metric,
  round,
  from,
  target: promise.target,
  calendar: promise.calendar,
  rule: promise.rule,
  ...(promise.warn !== undefined && { warn: promise.warn }),
  pauses: [],
  fulfilledAt: null,
  breachedAt: null,
});

/**
 * Its clocks under the targets that hold now, counted from opening with all pauses kept. What the new target has used up
 * already is breached at the change, `at`; what was fulfilled or breached before stays so.
 */
export function retarget(rules: Rules, incident: Incident, at: number): Incident {
  const pauses = pausesSinceOpening(incident);
  const fresh = firstClocks(rules, incident, incident.openedAt).map((clock) => {
    const { warnedAt } = incident.clocks.find(({ metric }) => metric === clock.metric) ?? {};
    return { ...clock, pauses, ...(warnedAt !== undefined && { warnedAt }) };
  });
  const kept = incident.clocks.filter((clock) => !atOpening.includes(clock.metric) || settled(clock));
  const added = fresh.filter(({ metric }) => !kept.some((clock) => clock.metric === metric));
  const broken = added.filter((clock) => (dueAt(rules.calendars[clock.calendar]!, clock) ?? at) < at);
  const clocks = [...kept, ...added].map((clock) => (broken.includes(clock) ? { ...clock, breachedAt: at } : clock));
  return broken.reduce<Incident>(
    (state, { metric }) =>
      withEvent(state, { key: `breached:${metric}`, kind: 'breached', at, dueAt: at, data: { metric } }),
    { ...incident, clocks: clocks.toSorted((a, b) => order(a) - order(b)) },
  );
}

/** A clock that was fulfilled early has missed the later ones. */
const pausesSinceOpening = ({ clocks }: Incident): readonly Pause[] =>
  clocks
    .filter(({ metric }) => atOpening.includes(metric))
    .map(({ pauses }) => pauses)
    .reduce((most, one) => (one.length > most.length ? one : most), []);

const settled = ({ fulfilledAt, breachedAt }: Clock): boolean => fulfilledAt !== null || breachedAt !== null;

const order = ({ metric }: Clock): number => ['response', 'resolution', 'postmortem'].indexOf(metric);

function winner(rules: Promises, traits: Traits, metric: Metric, at: number): TargetRow | undefined {
  const own = ownRows(rules.plan, traits);
  const counting = own.length > 0 ? own : rules.plan.targets.filter((row) => matches(row, traits));
  const rows = counting.filter((row) => row.metric === metric);
  const { combine } = rules.plan;
  if (combine === 'strictest') return rows.toSorted((a, b) => due(rules, a, at) - due(rules, b, at))[0];
  if (combine === 'first') return rows[0];
  return rows.find((row) => row.when[combine] !== undefined) ?? rows[0];
}

/** What is promised to such tickets alone; where there is any, nothing else is promised to them, for no metric. */
export const ownRows = ({ targets }: Pick<Plan, 'targets'>, traits: Traits): readonly TargetRow[] =>
  targets.filter((row) => row.exclusive && matches(row, traits));

const matches = ({ when }: TargetRow, traits: Traits): boolean =>
  traitNames.every((trait) => when[trait] === undefined || when[trait] === traits[trait]);

const due = (rules: Promises, row: TargetRow, at: number): number =>
  dueAt(rules.calendars[row.calendar]!, startClock(row.metric, row, at)) ?? Infinity;
