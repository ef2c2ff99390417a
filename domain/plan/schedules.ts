import type { Recurrence } from '../recurrence.ts';

import type { Tell } from './people.ts';

/** What a review opens each time it is due. */
export interface Review {
  readonly title: string;
  /** Markdown. */
  readonly description: string | null;
  readonly type: string;
  readonly severity: string;
  readonly owners: readonly Tell[];
  /** What is looked for beforehand; absent: nothing. */
  readonly finds?: 'anomalies';
}

/** A text that somebody keeps up to date. */
export interface Document {
  readonly title: string;
  /** A path or an address; null where the plan does not say, or it is not configured. */
  readonly file: string | null;
  /** As the plan names them. */
  readonly owner: readonly string[];
  readonly readers: readonly string[];
}

/** When something comes round. */
export interface Schedule {
  readonly every: Recurrence;
  /** An IANA zone. */
  readonly zone: string;
  /** Whose open days are its business days; null: Monday to Friday. */
  readonly calendar: string | null;
  /** Nothing before this day, `2027-04-05`; what has no rhythm begins once, on it. */
  readonly startsOn?: string;
  /** It begins only while that procedure runs, and is in those working days of it, counted from 1. */
  readonly during?: { readonly procedure: string; readonly days: { fromDay: number; toDay: number } | null };
  /** How much later than others with its interval it begins, ms: not all at one instant. */
  readonly spreadMs?: number;
  /** What else brings it about, in the words of the plan. */
  readonly onChangeOf?: readonly string[];
}
