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

/** When something comes round. */
export interface Schedule {
  readonly every: Recurrence;
  /** An IANA zone. */
  readonly zone: string;
  /** Whose open days are its business days; null: Monday to Friday. */
  readonly calendar: string | null;
}
