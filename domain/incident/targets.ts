import { dueAt } from '../clock.ts';
import type { Clock, Metric, Start } from '../clock.ts';
import type { Plan, Rules } from '../plan.ts';
import type { Promise, TargetRow } from '../plan/promises.ts';
import type { Trait } from '../plan/traits.ts';

/** What decides which rows of targets an incident matches. */
export type Traits = { readonly [trait in Trait]: string | null };

const traitNames: readonly Trait[] = ['type', 'severity', 'tier', 'impact', 'category', 'level', 'service'];

/** What of the rules says how soon something is promised. */
export interface Promises {
  readonly plan: Pick<Plan, 'targets' | 'combine'>;
  readonly calendars: Rules['calendars'];
}

/** What is promised from `start` on, at the instant `at`: for each metric the row that the plan's `combine` prefers. */
export function promised(rules: Promises, traits: Traits, start: Start, at: number): readonly TargetRow[] {
  const rows = counting(rules.plan, traits).filter(({ from }) => from === start);
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  return metrics.map((metric) =>
    winner(
      rules,
      rows.filter((row) => row.metric === metric),
      at,
    ),
  );
}

/** The clocks of an incident with these traits that is opened at `at`. */
export const firstClocks = (rules: Promises, traits: Traits, at: number): Clock[] =>
  promised(rules, traits, 'opening', at).map((row) => startClock(row.metric, row, at));

export const startClock = (
  metric: Metric,
  promise: Promise & Partial<Pick<TargetRow, 'from' | 'workaround'>>,
  from: number,
  round = 1,
): Clock => ({
  metric,
  round,
  start: promise.from ?? 'opening',
  from,
  target: promise.target,
  calendar: promise.calendar,
  rule: promise.rule,
  ...(promise.warn !== undefined && { warn: promise.warn }),
  ...(promise.workaround === true && { workaround: true }),
  pauses: [],
  fulfilledAt: null,
  breachedAt: null,
});

/** The rule of what is promised to one ticket alone: a preventive action is due on a day of its own. */
export const ownRule = 'postmortem.actions';

/** Whether it is such a ticket, to which the plan itself promises nothing. */
export const isAction = ({ clocks }: { readonly clocks: readonly Pick<Clock, 'rule'>[] }): boolean =>
  clocks.some(({ rule }) => rule === ownRule);

/** What is promised to such tickets alone; where there is any, nothing else is promised to them, for no metric. */
export const ownRows = ({ targets }: Pick<Plan, 'targets'>, traits: Traits): readonly TargetRow[] =>
  targets.filter((row) => row.exclusive && matches(row, traits));

function counting(plan: Promises['plan'], traits: Traits): readonly TargetRow[] {
  const own = ownRows(plan, traits);
  return own.length > 0 ? own : plan.targets.filter((row) => matches(row, traits));
}

const matches = ({ when }: TargetRow, traits: Traits): boolean =>
  traitNames.every((trait) => when[trait] === undefined || when[trait] === traits[trait]);

/** `rows` are of one metric, and at least one. */
function winner(rules: Promises, rows: readonly TargetRow[], at: number): TargetRow {
  const { combine } = rules.plan;
  if (combine === 'strictest') return rows.toSorted((a, b) => due(rules, a, at) - due(rules, b, at))[0]!;
  if (combine === 'first') return rows[0]!;
  return rows.find((row) => row.when[combine] !== undefined) ?? rows[0]!;
}

const due = (rules: Promises, row: TargetRow, at: number): number =>
  dueAt(rules.calendars[row.calendar]!, startClock(row.metric, row, at)) ?? Infinity;
