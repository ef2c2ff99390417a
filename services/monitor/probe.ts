import type { Measured } from '../../domain/monitor/verdict.ts';
import type { Probe as Asked } from '../../domain/plan/watching.ts';

/** What is to be looked at, with every value in its place: it may hold secrets, and is kept nowhere. */
export interface Question {
  readonly kind: Asked['kind'];
  /** A command and its arguments, of all others one. */
  readonly target: readonly [string, ...string[]];
  /** The database, the Prometheus or the machine; null: none is named. */
  readonly on: string | null;
  readonly expect: { readonly status: number | null; readonly body: string | null; readonly json: string | null };
  /** The only variables of the environment that a command sees, beside its path and language. */
  readonly environment: Readonly<Record<string, string>>;
  /** It is given up then. */
  readonly timeoutMs: number;
  /** By the one clock, epoch ms: ages and spans left are as seen from then. */
  readonly nowAt: number;
}

/** Looks once, and never rejects: what goes wrong is what was found. `signal` ends it early. */
export type Look = (question: Question, signal: AbortSignal) => Promise<Measured>;
