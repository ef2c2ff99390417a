import type { Look } from '../monitor/probe.ts';

/** What only the edge of the machine can do for a step. */
export interface Tools {
  /** Looks at what is watched. */
  readonly look: Look;
}
