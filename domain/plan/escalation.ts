import type { Metric } from '../clock.ts';

import type { Tell } from './people.ts';

/** Who is told of a ticket, until somebody acknowledges. */
export interface Policy {
  readonly steps: readonly Step[];
  /** After how long without an act of a person an acknowledgement lapses, ms; null: never. */
  readonly lapseMs: number | null;
  /** Who is told when every step was taken in vain. */
  readonly exhausted: readonly Tell[];
}

/** One step of an escalation policy: who is told when. */
export interface Step {
  readonly at: StepAt;
  readonly tell: readonly Tell[];
  /** Only while this calendar is open; null: at any hour. */
  readonly calendar: string | null;
  readonly repeat: { readonly everyMs: number; readonly atMost: number } | null;
}

/** When a step of an escalation policy is taken: at a share of a clock, or some ms after the incident was opened. */
export type StepAt = { readonly share: number; readonly of: Metric } | { readonly afterMs: number };
