import type { Plan } from './plan.ts';
import type { Survey } from './plan/communication.ts';

/** What the requester of such a ticket is asked; undefined where the plan asks nothing. Of several surveys the first counts. */
export const surveyFor = ({ surveys }: Plan, { type }: { readonly type: string }): Survey | undefined =>
  Object.values(surveys).find(({ types }) => types?.includes(type) ?? true);
