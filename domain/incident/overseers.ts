import type { Rules } from '../plan.ts';
import type { Step } from '../plan/escalation.ts';

import { people } from './escalation.ts';
import type { Incident } from './incident.ts';

/**
 * Who hears besides its owner that a preventive action is late, at an instant: whom the policy of its incident tells of a late
 * post-mortem, or else first.
 */
export function overseers(rules: Rules, action: Incident, at: number): readonly string[] {
  const { policies, people: staff } = rules.plan;
  const steps = policies[action.overseenBy ?? '']?.steps ?? [];
  const behind = ({ tell }: Step) => people(rules, action, tell, at).filter((one) => staff.includes(one));
  const named = steps
    .filter((step) => 'of' in step.at && step.at.of === 'postmortem' && step.at.share >= 1)
    .flatMap(behind);
  return named.length > 0 ? named : (steps.map(behind).find(({ length }) => length > 0) ?? []);
}
