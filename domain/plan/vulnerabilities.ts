import type { Tell } from './people.ts';

/** How weaknesses of what is in use are dealt with: each is a ticket. */
export interface Vulnerabilities {
  readonly type: string;
  /** The severities of such tickets, the gravest first. */
  readonly severities: readonly string[];
  /** Who deals with them. */
  readonly owner: readonly Tell[];
  /** By which procedure; null: by the life of a ticket alone. */
  readonly procedure: string | null;
  /** The procedures that an alert brings forward. */
  readonly starts: readonly string[];
}
