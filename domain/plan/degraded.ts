import type { Tell } from './people.ts';

/** How the system runs when it cannot run fully, and who is told of it. */
export interface Degraded {
  readonly title: string;
  readonly description: string | null;
  /** What still works. */
  readonly allows: readonly string[];
  readonly tell: readonly Tell[];
  /** One of the plan's templates; null: in Guardia's own words. */
  readonly template: string | null;
  /** Who declares it, beside those who may work on tickets. */
  readonly owner: readonly Tell[];
}
