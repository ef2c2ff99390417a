import type { BackupTools } from '../backup/source.ts';
import type { Look } from '../monitor/probe.ts';

/** What only the edge of the machine can do for a step. */
export interface Tools {
  /** Looks at what is watched. */
  readonly look: Look;
  readonly run: RunProgram;
  readonly query: Query;
  /** Where the files of a plan are on this machine; null: it is not here. */
  readonly folderOf: (plan: string) => string | null;
  readonly backups: BackupTools;
}

/**
 * Runs a program to its end, without a shell and with nothing of the environment but what is given and what every program needs. It is the
 * leader of a group of its own, and whatever it has begun ends with it. Throws where it could not begin, and the reason of `signal` once
 * that ends it.
 */
export type RunProgram = (
  command: readonly [string, ...string[]],
  around: {
    readonly environment: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
    readonly folder: string;
    /** How long it may take to end when it is told to, before it is made to. */
    readonly graceMs: number;
    readonly hear: (said: string) => void;
  },
) => Promise<{ readonly code: number | null; readonly killedBy: string | null }>;

/** One statement, as it is written, on the Postgres at `url`. Throws what its driver throws, which may hold values. */
export type Query = (
  statement: string,
  url: string,
  around: { readonly signal: AbortSignal; readonly timeoutMs: number },
) => Promise<{ readonly count: number; readonly rows: readonly (readonly unknown[])[] }>;
