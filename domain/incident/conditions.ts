import type { Plan } from '../plan.ts';
import type { ConditionTrait, Conditions } from '../plan/traits.ts';

import type { Incident } from './incident.ts';

export type Traits = Pick<Incident, ConditionTrait>;

/** Whether every condition is met; one that names nothing fits all. */
export const meets = (when: Conditions, traits: Traits): boolean =>
  (Object.keys(when) as ConditionTrait[]).every((trait) => when[trait]!.includes(traits[trait] ?? ''));

/** Whether it came round by the plan itself, such as a review: nobody reported it. */
export const cameRound = (
  { reviews }: Pick<Plan, 'reviews'>,
  { type, category, rollCall }: Pick<Incident, 'type' | 'category' | 'rollCall'>,
): boolean =>
  rollCall !== undefined || (category !== null && Object.hasOwn(reviews, category) && reviews[category]!.type === type);
