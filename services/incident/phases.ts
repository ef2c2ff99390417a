import { people } from '../../domain/incident/escalation.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { hasOwnPhases, isStatus, neededPhases, phasesFor } from '../../domain/incident/phases.ts';
import type { Rules } from '../../domain/plan.ts';

/** The phase that it is in. Instants are epoch ms. */
export interface PhaseView {
  readonly name: string;
  readonly title: string;
  readonly since: number;
  /** When it should be done; null where the plan does not say. */
  readonly endsAt: number | null;
  readonly overran: boolean;
  readonly steps: readonly string[];
  /** The people who lead it. */
  readonly owner: readonly string[];
}

/** One of its phases. */
export interface PhaseMark {
  readonly name: string;
  readonly title: string;
  readonly state: 'done' | 'current' | 'ahead' | 'skipped';
  readonly neededToClose: boolean;
  /** Whether it comes and goes with the status that it is called like. */
  readonly status: boolean;
}

/** The phase that it is in; null where its plan has none for it, or all are done. */
export function phaseOf(rules: Rules, incident: Incident): PhaseView | null {
  const { phase: name, phases, openedAt } = incident;
  const phase = name === null ? undefined : rules.plan.phases[name];
  if (name === null || phase === undefined) return null;
  const { enteredAt, overran } = phases[name]!;
  return {
    name,
    title: phase.title,
    since: enteredAt,
    endsAt: phase.box === null ? null : openedAt + phase.box.endsMs,
    overran,
    steps: phase.steps,
    owner: people(rules, incident, phase.owner, enteredAt),
  };
}

/** All its phases in the plan's order. */
export function phasesOf({ plan }: Rules, incident: Incident): readonly PhaseMark[] {
  const names = phasesFor(plan, incident);
  const here = incident.phase === null ? -1 : names.indexOf(incident.phase);
  return names.map((name, index) => ({
    name,
    title: plan.phases[name]!.title,
    state: stateOf(incident, name, index < here || here === -1),
    neededToClose: plan.phases[name]!.needed,
    status: isStatus(name),
  }));
}

function stateOf({ phase, phases }: Incident, name: string, past: boolean): PhaseMark['state'] {
  if (name === phase) return 'current';
  if ((phases[name]?.doneAt ?? null) !== null) return 'done';
  return past ? 'skipped' : 'ahead';
}

/** Whether an act would be refused because of the phases that the plan has for it, or has not. */
export function isIdle({ plan }: Rules, incident: Incident, verb: Verb): boolean {
  if (verb === 'phase') return !hasOwnPhases(plan, incident);
  if (verb === 'verify') return neededPhases(plan, incident).length === 0;
  return verb === 'close' && neededPhases(plan, incident).length > 0;
}
