import type { ColumnType, Generated, JSONColumnType } from 'kysely';

import type { Run } from '../../domain/procedure/run.ts';

/** Procedures being carried out. */
export interface WorkTables {
  run: RunRow;
  /** Each try of a machine at a step. */
  job: {
    reference: string;
    step: string;
    attempt: number;
    undo: boolean;
    begun_at: number;
    /** Null while it runs, or is lost. */
    ended_at: number | null;
    /** Who runs it says again and again, by Postgres's own clock, that it still does. */
    lease_until: ColumnType<Date | null, string | null, string | null>;
    outcome: string | null;
    /** What it said, without secrets; the last 100 KB. */
    output: string | null;
  };
  /** Files that show that a step was done. */
  evidence: {
    id: Generated<number>;
    run: string;
    event_key: string;
    step: string;
    /** As whoever gave it calls it. */
    name: string;
    type: string;
    /** In bytes. */
    size: number;
    /** SHA-256, which its event says too: the chain of events holds for the file. */
    digest: string;
    content: Buffer;
    at: number;
  };
}

export interface RunRow {
  reference: string;
  plan: string;
  plan_version: number;
  procedure: string;
  incident: string | null;
  /** The run that called it. */
  parent: string | null;
  caller: string;
  key: string | null;
  body_hash: string;
  status: string;
  /** What was answered when it was begun, by name. */
  answers: JSONColumnType<Record<string, string>>;
  state: JSONColumnType<Run>;
  version: number;
  seq: number;
  chain: string;
  started_at: number;
  ended_at: number | null;
  next_due_at: number | null;
  /** When its workflow should take its turn; only the workflow's own turn moves it on. */
  wake_at: number | null;
  /** When it could last not be decided; null: it can. */
  failed_at: number | null;
}
