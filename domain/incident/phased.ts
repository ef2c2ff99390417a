import type { Plan, Rules } from '../plan.ts';

import { isOpen, withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { ahead, entered, moving, phasesFor, standingIn } from './phases.ts';

/** The incident in the phase that a change leads to by itself, with the event of that where no act has told it. */
export function phased({ plan }: Rules, before: Incident, after: Incident): Incident {
  const fresh = after.events.slice(before.events.length);
  const [first] = fresh;
  if (first === undefined || Object.keys(plan.phases).length === 0) return after;
  const at = Math.max(after.openedAt, first.dueAt ?? first.at);
  const moved = led(plan, before, after, at, first.kind === 'opened' || before.type !== after.type);
  if (isSame(before, moved) || fresh.some(({ kind }) => kind === 'phase')) return moved;
  const { phase: from, phases } = before;
  const key = moved.phase === null ? `phase:done:${from}:${phases[from!]!.times}` : keyOf(moved);
  return withEvent(moved, { key, kind: 'phase', at: first.at, data: moving(before, moved, at) });
}

const isSame = (before: Incident, { phase: name, phases }: Incident): boolean =>
  name === before.phase && (name === null || phases[name]!.times === before.phases[name]?.times);

const keyOf = ({ phase: name, phases }: Incident): string => `phase:${name}:${phases[name!]!.times}`;

interface Change {
  readonly plan: Plan;
  readonly before: Incident;
  readonly after: Incident;
  readonly at: number;
  /** The phase that is called like its standing. */
  readonly standing: string | undefined;
}

function led(plan: Plan, before: Incident, after: Incident, at: number, anew: boolean): Incident {
  const standing = standingIn(phasesFor(plan, after), after);
  const change = { plan, before, after, at, standing };
  if (anew) return into(change, standing ?? phasesFor(plan, after)[0] ?? null);
  if (isOpen(before) && !isOpen(after)) return { ...left(change), leftIn: after.phase };
  if (!isOpen(before) && isOpen(after)) return again(change);
  const moved = standing !== undefined && standing !== standingIn(phasesFor(plan, before), before);
  return moved ? into(change, standing) : fitting(change);
}

const into = ({ plan, after, at }: Change, name: string | null): Incident =>
  name === after.phase ? after : entered(plan, after, name, at);

/** Where it was when it was resolved, if that phase is still for it. */
function again({ plan, after, at, standing }: Change): Incident {
  const names = phasesFor(plan, after);
  const there = names.find((name) => name === after.leftIn);
  return entered(plan, after, standing ?? there ?? names[0] ?? null, at);
}

/** Under another severity the phase that it is in may not be for it any more. */
function fitting(change: Change): Incident {
  const { plan, after } = change;
  const strange = after.phase !== null && !phasesFor(plan, after).includes(after.phase);
  return strange ? into(change, ahead(plan, after)[0] ?? null) : after;
}

/** What is resolved leaves behind the phases before the first that closing needs. */
function left(change: Change): Incident {
  const { plan, after, standing } = change;
  if (standing !== undefined) return into(change, standing);
  const here = after.phase !== null && plan.phases[after.phase]?.needed === true;
  if (here || after.status !== 'resolved') return after;
  return into(change, ahead(plan, after).find((name) => plan.phases[name]!.needed) ?? after.phase);
}
