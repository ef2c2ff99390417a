import type { Generated } from 'kysely';

/** What comes round by itself. */
export interface ScheduleTables {
  /** A time in which a schedule begins nothing. */
  schedule_pause: {
    id: Generated<number>;
    plan: string;
    /** Such as `reviews/access`. */
    name: string;
    from_at: number;
    /** It ends then by itself. */
    until_at: number;
    reason: string;
    made_by: string;
    /** Null: nobody has ended it before. */
    ended_at: number | null;
    ended_by: string | null;
  };
  /** What became of each instant at which something came round: one row, whoever looks however often. */
  occurrence: {
    plan: string;
    name: string;
    nominal_at: number;
    outcome: 'begun' | 'skipped' | 'overdue';
    begun_at: number | null;
    /** The reference of what it has begun. */
    what: string | null;
    /** Why it was skipped or asked for: `paused`, `not-running`, `change`. */
    why: string | null;
    /** Who had it begun out of turn; null: its time had come. */
    asked_by: string | null;
    /** The pause because of which it was skipped. */
    pause: number | null;
    /** What was opened because it was overdue. */
    incident: string | null;
  };
}
