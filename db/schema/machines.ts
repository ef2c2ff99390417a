import type { ColumnType, JSONColumnType } from 'kysely';

/** What a worker found around itself: names and codes, no values. */
export interface MachineReport {
  /** Whether a program is there; one in a plan's folder as `shop:./revert.sh`. */
  readonly programs: Readonly<Record<string, boolean>>;
  /** The `${NAME}` of plans that its environment does not have. */
  readonly unset: readonly string[];
  /** Why backups could not be made if they were due now. */
  readonly faults: readonly SourceFault[];
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

export interface SourceFault {
  readonly plan: string;
  readonly backup: string;
  readonly code: string;
  readonly about: string | null;
}

/** Where work is done. */
export interface MachineTables {
  machine: {
    /** As `runs on` has it; empty: of no particular machine. */
    name: string;
    host: string;
    /** By the clock of Postgres. */
    seen: ColumnType<Date, never, never>;
    /** By how much its clock is ahead of Postgres's. */
    skew_ms: number;
    report: JSONColumnType<MachineReport>;
  };
}
