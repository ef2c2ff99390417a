import type { MachineAct, Step } from '../../domain/plan/procedures.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Outcome } from '../../domain/procedure/reported.ts';
import type { Run } from '../../domain/procedure/run.ts';
import type { Desk } from '../desk.ts';

import type { Tools } from './tools.ts';

/** What a machine is to do for a step of a run. */
export interface Job {
  readonly run: Run;
  readonly rules: Rules;
  readonly step: Step;
  /** How often it was begun, this time included. */
  readonly attempt: number;
  /** Whether it is to be undone. */
  readonly undo: boolean;
  /** What was answered when the run was begun, by name. */
  readonly answers: Readonly<Record<string, string>>;
  /** Ends when its time is over or nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Keeps what it says for people to read: the last 100 KB, without the values of `${NAME}`. */
  readonly say: (text: string) => void;
}

/**
 * Does it, once: it was claimed before. What goes wrong is an outcome with a code; it throws only for what nobody expected.
 * When `signal` ends it, it leaves nothing half done behind that looks whole.
 */
export type Executor<A extends MachineAct = MachineAct> = (
  desk: Desk,
  tools: Tools,
  job: Job,
  act: A,
) => Promise<Outcome>;

/** Who does what, by the kind of step. */
export type Executors = { readonly [K in MachineAct['kind']]: Executor<Extract<MachineAct, { kind: K }>> };
