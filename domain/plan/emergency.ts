import type { Tell } from './people.ts';
import type { Review } from './schedules.ts';

/** The list of emergency contacts, in its order, and the message by which it is proven; null where none is sent. */
export interface Emergency {
  readonly contacts: readonly EmergencyContact[];
  readonly test: Omit<Review, 'owners'> | null;
}

export interface EmergencyContact {
  /** As the plan names it: a person, a role, a rotation. */
  readonly who: string;
  readonly tell: readonly Tell[];
  /** How to reach them, in people's words. */
  readonly by: readonly string[];
  /** The calendar on which they answer; null: at any hour. */
  readonly hours: string | null;
  readonly description: string | null;
}
