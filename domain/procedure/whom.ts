import { people } from '../incident/escalation.ts';
import type { Rules } from '../plan.ts';
import type { Tell } from '../plan/people.ts';
import type { Step } from '../plan/procedures.ts';

import { procedureOf } from './run.ts';
import type { Run, Standing } from './run.ts';

/** Of which ticket a run is, to those who may hear of some only. */
const noTicket = { assignee: null, customer: null, type: '', source: 'monitor' } as const;

/** Whoever is behind it at an instant, each once. */
export const whom = (rules: Rules, tell: readonly Tell[], at: number): readonly string[] =>
  people(rules, noTicket, tell, at);

/** Who does a step: who has taken it over, else whose it is. */
export const doersOf = (rules: Rules, { step, state }: Standing, at: number): readonly string[] =>
  state.takenBy === null ? whom(rules, step.owner, at) : [state.takenBy];

/** Who leads the whole. */
export const leadersOf = (rules: Rules, run: Run, at: number): readonly string[] =>
  whom(rules, procedureOf(rules, run).owner, at);

/** Who hears that a step goes wrong: whose it is, and who leads. */
export const concerned = (rules: Rules, run: Run, one: Standing, at: number): readonly string[] => [
  ...new Set([...doersOf(rules, one, at), ...leadersOf(rules, run, at)]),
];

/** Whether a person is one of those whose step it is, at whatever hour. */
export function isOwner({ plan }: Rules, { owner }: Pick<Step, 'owner'>, person: string): boolean {
  return owner.some((tell) => {
    if (typeof tell === 'string' || 'integration' in tell) return false;
    if ('person' in tell) return tell.person === person;
    if ('role' in tell) return plan.roles[tell.role]?.includes(person) ?? false;
    return plan.rotations[tell.rotation]?.layers.some(({ members }) => members.includes(person)) ?? false;
  });
}
