import type { Metric, Start, Target } from '../clock.ts';

import type { Trait } from './traits.ts';

export interface Promise {
  /** The lower bound of a range: reached, it warns. */
  readonly warn?: Target;
  readonly target: Target;
  readonly calendar: string;
  readonly rule: string;
}

/** One row of targets: what it promises to the incidents that match every condition. */
export interface TargetRow extends Promise {
  readonly metric: Metric;
  readonly from: Start;
  /** Whether a workaround that was told keeps the promise. */
  readonly workaround?: true;
  /** Where it matches, other rows do not count, those of other metrics included. */
  readonly exclusive?: true;
  readonly when: {
    readonly [trait in Trait]?: string;
  };
}

/** How the winner is found where several rows of targets match one metric. */
export type Combine = 'strictest' | 'severity' | 'tier' | 'first';

/** A reason to wait that the plan names. */
export interface PauseKind {
  readonly title: string;
  /** Which clocks stand still. */
  readonly stops: readonly Metric[];
  /** What ends it besides a person; null: nothing. */
  readonly ends: 'reply' | 'appointment' | 'maintenance' | null;
  /** After how long it ends by itself, ms. */
  readonly atMostMs: number | null;
}
