import type { Generated, JSONColumnType } from 'kysely';

/** What is announced before it is done. */
export interface MaintenanceTables {
  /** An entry of a plan's status: when a run of maintenance was to be; of each run one stands. */
  announcement: {
    id: Generated<number>;
    plan: string;
    run: string;
    /** Of `maintenance.kinds`. */
    kind: string;
    /** Empty: all of them. */
    services: JSONColumnType<readonly string[]>;
    from_at: number;
    until_at: number;
    /** Since when it stands. */
    at: number;
    /** Why it is not for an earlier window, a code. */
    why: string | null;
    withdrawn_at: number | null;
    /** When the maintenance was over. */
    ended_at: number | null;
    /** The number and hash of its last event. */
    seq: number;
    chain: string;
  };
}
