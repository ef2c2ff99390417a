import * as clocks from '../clock.ts';
import type { Clock, Metric, Start } from '../clock.ts';
import { sameHours } from '../calendar.ts';
import type { Rules, TargetRow } from '../plan.ts';

import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { ownRule, promised, startClock } from './targets.ts';

/** The incident with each of its clocks changed. */
export const eachClock = (incident: Incident, change: (clock: Clock) => Clock): Incident => ({
  ...incident,
  clocks: incident.clocks.map(change),
});

/** These promises are kept, where they are still to be kept; what is promised only later is kept already. */
export const fulfilled = (incident: Incident, metrics: readonly Metric[], at: number): Incident => ({
  ...eachClock(incident, (one) => (metrics.includes(one.metric) ? clocks.fulfil(one, at) : one)),
  kept: { ...Object.fromEntries(metrics.map((metric) => [metric, at])), ...incident.kept },
});

/** Somebody answered: the first answer is what the next news are counted from. */
export const answered = (rules: Rules, incident: Incident, at: number): Incident =>
  begun(rules, fulfilled(incident, ['response', 'level'], at), 'response', at);

/** There were news: the next are owed as long after them. */
export function informed(incident: Incident, at: number): Incident {
  const current = incident.clocks.find(({ metric }) => metric === 'update');
  if (current === undefined || current.from === at) return incident;
  const { warnedAt: _, carried: __, ...promise } = current;
  const next = { ...promise, from: at, breachedAt: null, fulfilledAt: null };
  return clocks.isOwed(current) ? added(fulfilled(incident, ['update'], at), next) : incident;
}

/** What is promised from `start` on is counted from `at`; the first time only, but for a level and a resolution. */
export function begun(rules: Rules, incident: Incident, start: Start, at: number): Incident {
  if (incident.anchors[start] !== undefined && start !== 'level') return incident;
  const anchored = { ...incident, anchors: { ...incident.anchors, [start]: at } };
  return promised(rules, anchored, start, at)
    .filter(({ metric }) => start === 'level' || !incident.clocks.some((one) => one.metric === metric))
    .reduce((state, row) => added(state, startClock(row.metric, row, at)), anchored);
}

/** Of these only the latest round is kept: there may be thousands. */
const latestOnly: readonly Metric[] = ['update', 'level'];

function added(incident: Incident, clock: Clock): Incident {
  const { metric, from } = clock;
  const round = (incident.rounds[metric] ?? 0) + 1;
  const kept = incident.clocks.filter((one) => one.metric !== metric || !latestOnly.includes(metric));
  const done = latestOnly.includes(metric) ? undefined : incident.kept[metric];
  const fulfilledAt = done === undefined ? clock.fulfilledAt : Math.max(from, done);
  const next = { ...clock, round, fulfilledAt, pauses: pausesOf(incident, metric, from) };
  const all = [...kept, next].toSorted((a, b) => order(a) - order(b));
  return { ...incident, rounds: { ...incident.rounds, [metric]: round }, clocks: all };
}

/** When a clock stands still because the incident is or was on hold. */
export const pausesOf = ({ holds }: Incident, metric: Metric, from: number): Clock['pauses'] =>
  clocks.orderedPauses(
    holds.filter(({ stops }) => stops?.includes(metric) ?? true),
    from,
  );

/** What a plan declares comes behind what every plan knows, and the post-mortem last. */
function order({ metric }: Clock): number {
  if (metric === 'postmortem') return Infinity;
  const at = clocks.usualMetrics.indexOf(metric);
  return at === -1 ? clocks.usualMetrics.length : at;
}

/** In which order promises of one metric are preferred that count from several. */
const starts: readonly Start[] = ['opening', 'level', 'acknowledge', 'triage', 'response', 'resolution'];

/**
 * Its clocks under the targets that hold now: counted from where they began with all pauses kept, or, if not retroactive, with
 * the used share carried over. What the new target has used up already is breached at the change, `at`; what was fulfilled or
 * breached before stays so. `old` is what they were counted by so far.
 */
export function retarget(rules: Rules, incident: Incident, at: number, retroactive = true, old = rules): Incident {
  if (incident.clocks.some(({ rule }) => rule === ownRule)) return incident;
  const wanted = starts.flatMap((start) => {
    const from = incident.anchors[start];
    return from === undefined ? [] : promised(rules, incident, start, from);
  });
  const still = incident.clocks.filter((one) => !clocks.isRunning(one) || wanted.some((row) => isFor(row, one)));
  const base: Incident = { ...incident, clocks: still };
  const all = wanted.reduce((state, row) => aimed(rules, state, row, { at, retroactive, old }), base);
  const settled = still.filter((one) => !clocks.isRunning(one));
  return broken(rules, all, at, settled);
}

const isFor = (row: TargetRow, { metric, start }: Clock): boolean => row.metric === metric && row.from === start;

const isSame = (row: TargetRow, { rule, calendar, target }: Clock): boolean =>
  rule === row.rule && calendar === row.calendar && JSON.stringify(target) === JSON.stringify(row.target);

interface Aiming {
  readonly at: number;
  readonly retroactive: boolean;
  readonly old: Rules;
}

function aimed(rules: Rules, state: Incident, row: TargetRow, how: Aiming): Incident {
  const { metric, from } = row;
  const clock = state.clocks.findLast((one) => one.metric === metric);
  // News are owed from now on, not from an answer of long ago.
  const since = metric === 'update' ? how.at : state.anchors[from]!;
  if (clock === undefined) return added(state, startClock(metric, row, since));
  if (!clocks.isRunning(clock) || clock.start !== from) return state;
  const [old, next] = [how.old.calendars[clock.calendar]!, rules.calendars[row.calendar]!];
  if (isSame(row, clock) && (how.retroactive || sameHours(old, next, clock.from))) return state;
  const fresh = startClock(metric, row, clock.from, clock.round);
  const { carried } = clocks.retargeted(old, clock, { ...how, target: row.target }, next);
  const { pauses, warnedAt } = clock;
  const changed = { ...fresh, pauses, ...(carried && { carried }), ...(warnedAt !== undefined && { warnedAt }) };
  return { ...state, clocks: state.clocks.map((one) => (one === clock ? changed : one)) };
}

/** What is used up already, or was done too late; not what was over before. */
function broken(rules: Rules, incident: Incident, at: number, settled: readonly Clock[]): Incident {
  const over = incident.clocks.filter(
    (one) =>
      !settled.includes(one) &&
      one.breachedAt === null &&
      one.stoppedAt === undefined &&
      clocks.reaches(rules.calendars[one.calendar]!, one, 1) < (one.fulfilledAt ?? at),
  );
  const marked = eachClock(incident, (one) => (over.includes(one) ? { ...one, breachedAt: at } : one));
  return over.reduce<Incident>(
    (state, { metric, round }) =>
      withEvent(state, { key: breachKey(metric, round), kind: 'breached', at, dueAt: at, data: { metric } }),
    marked,
  );
}

export const breachKey = (metric: Metric, round: number): string =>
  round === 1 ? `breached:${metric}` : `breached:${metric}:round-${round}`;
