import type { ColumnType, Generated, JSONColumnType } from 'kysely';

import type { DriverName, Mode } from '../../domain/plan/backups.ts';

/** What was copied where, and what proves it. */
export interface BackupTables {
  copy: CopyRow;
  restore_test: RestoreTestRow;
}

/** A backup copy in one place. Only what is `good` and not deleted can be counted on. */
export interface CopyRow {
  id: Generated<number>;
  plan: string;
  backup: string;
  /** The data set that it is a copy of. */
  of: string;
  /** The run of the procedure that made it; null: none did. */
  run: string | null;
  driver: DriverName;
  /** What it really is: an incremental copy without any base is a full one. */
  mode: Mode;
  /** As the plan writes it; empty: Guardia's own folder. */
  place: string;
  /** The copy in the same place without which it is worth nothing. */
  base: number | null;
  /** The copy of which it is the same in a further place. */
  same_as: number | null;
  /** What the driver finds it by in its place, known before it is made: a file, a folder, a snapshot. */
  location: string | null;
  status: CopyStatus;
  began_at: number;
  /** When it stood, with its checksum; null: it does not. */
  made_at: number | null;
  /** What was written before then is in it: for one that grows by its log, the end of that. */
  reaches_at: number | null;
  /** The same as the driver says it: a position in the log. */
  position: string | null;
  /** How long making it took. */
  ms: number | null;
  bytes: number | null;
  /** In hex: of its file, or of the list of its files; null: its driver keeps its own. */
  sha256: string | null;
  /** Program and version that made it. */
  tool: string | null;
  /** What the tool said of it, as a code. */
  verdict: string | null;
  /** Why it failed or is damaged, as a code. */
  failed_why: string | null;
  /** When its checksums were last found to be right. */
  verified_at: number | null;
  /** When it was last really restored, and found whole. */
  proven_at: number | null;
  /** From then on it does not count. */
  deleted_at: number | null;
  /** Why retention let it go, as a code; null: it did not. */
  gone_why: Generated<string | null>;
  /** When what retention let go was gone from its place. */
  removed_at: Generated<number | null>;
  /** While it is made: whoever makes it is there until then, by Postgres's own clock. */
  lease_until: ColumnType<Date | null, string | null, string | null>;
}

/** `damaged`: it was good once. */
export type CopyStatus = 'making' | 'good' | 'failed' | 'damaged';

/** An attempt to really restore a copy. */
export interface RestoreTestRow {
  id: Generated<number>;
  plan: string;
  backup: string;
  /** Null: there was no copy to restore. */
  copy: number | null;
  run: string | null;
  status: 'running' | 'passed' | 'failed';
  began_at: number;
  ended_at: number | null;
  /** How long the restoring itself took; the questions afterwards are not counted. */
  ms: number | null;
  /** What the plan allows for it, as it then was. */
  within_ms: number | null;
  rto_ms: number | null;
  /** How old the data of the copy was when the test began. */
  age_ms: number | null;
  failed_why: string | null;
  evidence: JSONColumnType<Evidence>;
  lease_until: ColumnType<Date | null, string | null, string | null>;
}

/** What was seen of what was restored. */
export interface Evidence {
  /** Of what it was restored by: `PostgreSQL 15.8`. */
  readonly tool?: string;
  readonly files?: number;
  readonly bytes?: number;
  /** What each query answered first; null: nothing. */
  readonly asked?: readonly { readonly query: string; readonly answer: string | null; readonly ok: boolean }[];
  /** What the plan wants validated that is no query. */
  readonly notChecked?: readonly string[];
}
