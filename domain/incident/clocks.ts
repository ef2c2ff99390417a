import * as clocks from '../clock.ts';
import type { Clock, Metric, Start } from '../clock.ts';
import type { Rules } from '../plan.ts';

import type { Incident } from './incident.ts';
import { isAction, promised, startClock } from './targets.ts';

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
  const rows = isAction(incident) ? [] : promised(rules, anchored, start, at);
  return rows
    .filter(({ metric }) => start === 'level' || !incident.clocks.some((one) => one.metric === metric))
    .reduce((state, row) => added(state, startClock(row.metric, row, at)), anchored);
}

/** Of these only the latest round is kept: there may be thousands. */
const latestOnly: readonly Metric[] = ['update', 'level'];

/** It has one more clock, that of the next round of its metric. */
export function added(incident: Incident, clock: Clock): Incident {
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

/** What is unique to one round, of what becomes of a clock such as `breached:update`. */
export const keyInRound = (what: string, round: number): string => (round === 1 ? what : `${what}:round-${round}`);
