import type { Plan } from '../plan.ts';

import { cameRound, meets } from './conditions.ts';
import type { Incident } from './incident.ts';

/** The parts of the work on an incident, one after the other, as its plan has them. */

/** The phases for it, in the plan's order; what came round by the plan itself has none but those that name its type. */
export const phasesFor = (plan: Plan, incident: Incident): readonly string[] =>
  Object.keys(plan.phases).filter((name) => {
    const { when } = plan.phases[name]!;
    return meets(when, incident) && (when.type !== undefined || !cameRound(plan, incident));
  });

/** The phases that must be done before it can be closed, and are not. */
export const neededPhases = (plan: Plan, incident: Incident): readonly string[] =>
  phasesFor(plan, incident).filter((name) => plan.phases[name]!.needed && !isDone(incident, name));

/** Whether a person moves it from phase to phase: those that are called like a status go with it. */
export const hasOwnPhases = (plan: Plan, incident: Incident): boolean =>
  phasesFor(plan, incident).some((name) => !isStatus(name));

const isDone = ({ phases }: Incident, name: string): boolean => (phases[name]?.doneAt ?? null) !== null;

const normal = (name: string): string => name.replaceAll('_', '-');
const statuses: readonly string[] = [
  'received',
  'triaged',
  'in-progress',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
];
export const isStatus = (name: string): boolean => normal(name) === 'escalated' || statuses.includes(normal(name));

/** The phase that is called like its standing, where there is one. */
export function standingIn(names: readonly string[], { status, escalated }: Incident): string | undefined {
  const mark = escalated === null ? undefined : names.find((name) => name === 'escalated');
  return mark ?? names.find((name) => normal(name) === normal(status));
}

/** Finishes the phase that it is in and begins another; null: none is left. Whoever goes back has what follows to do again. */
export function entered(plan: Plan, incident: Incident, to: string | null, at: number): Incident {
  const order = Object.keys(plan.phases);
  const { phase: from, phases } = incident;
  const behind = from === null ? phases : { ...phases, [from]: { ...phases[from]!, doneAt: at } };
  if (to === null) return { ...incident, phase: null, phases: behind };
  const back = from === null || order.indexOf(to) <= order.indexOf(from);
  const further = Object.entries(behind).map(([name, stay]) =>
    back && order.indexOf(name) > order.indexOf(to) ? [name, { ...stay, doneAt: null }] : [name, stay],
  );
  const { times = 0, overran = false } = phases[to] ?? {};
  const stay = { enteredAt: at, doneAt: null, times: times + 1, overran };
  return { ...incident, phase: to, phases: { ...Object.fromEntries(further), [to]: stay } };
}

/** What the record says of a move. */
export const moving = ({ phase: from, phases }: Incident, { phase: to, phases: now }: Incident, at: number) => ({
  from,
  to,
  spentMs: from === null ? null : Math.max(0, at - phases[from]!.enteredAt),
  times: to === null ? null : now[to]!.times,
});

/** The phases for it that come after the one it is in and are not done. */
export function ahead(plan: Plan, incident: Incident): readonly string[] {
  const order = Object.keys(plan.phases);
  const here = incident.phase === null ? -1 : order.indexOf(incident.phase);
  return phasesFor(plan, incident).filter((name) => order.indexOf(name) > here && !isDone(incident, name));
}
