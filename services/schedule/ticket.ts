import type { Plan } from '../../domain/plan.ts';
import type { Tell } from '../../domain/plan/people.ts';
import type { Review } from '../../domain/plan/schedules.ts';
import { emergencyTest } from '../../domain/incident/category.ts';
import type { Report } from '../incident/open.ts';

/** What is opened each time something of a plan comes round. */
export interface Ticket {
  readonly report: Report;
  readonly more: { readonly owners: readonly Tell[]; readonly rollCall?: string };
  /** What is looked for beforehand; absent: nothing. */
  readonly finds?: Review['finds'];
}

/** The ticket of what comes round under this name; undefined where the plan does not have it. */
export function ticketOf(plan: Plan, name: string): Ticket | undefined {
  if (name === emergencyTest) return testOf(plan);
  const [review, one] = Object.entries(plan.reviews).find(([id]) => name === scheduleOf(id)) ?? [];
  return one && { report: reportOf(plan, one, review!), more: { owners: one.owners }, finds: one.finds };
}

/** How the schedule of a review is called. */
const scheduleOf = (review: string): string => (review.includes('/') ? review : `reviews/${review}`);

/** The message that every emergency contact is to answer; undefined where the plan has none. */
export function testOf(plan: Plan): Ticket | undefined {
  const { contacts, test } = plan.emergency ?? { contacts: [], test: null };
  if (test === null) return undefined;
  const owners = contacts.flatMap(({ tell }) => tell);
  return { report: reportOf(plan, test, emergencyTest), more: { owners, rollCall: emergencyTest } };
}

const reportOf = (
  { slug }: Plan,
  { title, description, type, severity }: Omit<Review, 'owners'>,
  category: string,
): Report => ({
  title,
  type,
  severity,
  plan: slug,
  category,
  channel: 'schedule',
  ...(description !== null && { description }),
});
