import * as clocks from '../clock.ts';
import type { Clock, Start } from '../clock.ts';
import { sameHours } from '../calendar.ts';
import type { Rules } from '../plan.ts';
import type { TargetRow } from '../plan/promises.ts';

import { added, eachClock, keyInRound } from './clocks.ts';
import { toldOfBreach } from './in-charge.ts';
import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { isAction, promised, startClock } from './targets.ts';

/** What becomes of the clocks of an incident when other promises hold. */

/** In which order promises of one metric are preferred that count from several. */
const starts: readonly Start[] = ['opening', 'level', 'acknowledge', 'triage', 'response', 'resolution'];

/**
 * Its clocks under the targets that hold now: counted from where they began with all pauses kept, or, if not retroactive, with
 * the used share carried over. What the new target has used up already is breached at the change, `at`; what was fulfilled or
 * breached before stays so. `old` is what they were counted by so far.
 */
export function retarget(rules: Rules, incident: Incident, at: number, retroactive = true, old = rules): Incident {
  if (isAction(incident)) return incident;
  const wanted = starts.flatMap((start) => {
    const from = incident.anchors[start];
    return from === undefined ? [] : promised(rules, incident, start, from);
  });
  const still = incident.clocks.filter((one) => stands(one) || wanted.some((row) => isFor(row, one)));
  const base: Incident = { ...incident, clocks: still };
  const all = wanted.reduce((state, row) => aimed(rules, state, row, { at, retroactive, old }), base);
  const settled = still.filter((one) => !clocks.isRunning(one));
  return broken(rules, all, at, settled);
}

/** What a procedure owes no row of targets promises. */
const stands = (one: Clock): boolean => !clocks.isRunning(one) || one.start === 'procedure';

const isFor = (row: TargetRow, { metric, start }: Clock): boolean => row.metric === metric && row.from === start;

const isSame = (row: TargetRow, clock: Clock): boolean =>
  clock.rule === row.rule && clock.calendar === row.calendar && said(clock) === said(row);

/** What is promised; a row leaves out what it does not say, a clock may have it as undefined. */
const said = ({ target, warn, workaround }: Pick<Clock, 'target' | 'warn' | 'workaround'>): string =>
  JSON.stringify([target, warn, workaround]);

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
  return over.reduce<Incident>((state, clock) => {
    const { metric, round } = clock;
    const notify = toldOfBreach(rules, marked, clock, at);
    return withEvent(state, {
      key: keyInRound(`breached:${metric}`, round),
      kind: 'breached',
      at,
      dueAt: at,
      notify,
      data: { metric },
    });
  }, marked);
}
