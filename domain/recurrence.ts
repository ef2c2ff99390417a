/** How often something is done, as the plan says it; plain JSON. */
export type Recurrence =
  /** Elapsed time that no clock change stretches: `5m`, `4h`, `90m`. */
  | { readonly kind: 'interval'; readonly ms: number }
  /** Days by RFC 5545, without DTSTART, and the wall time on them, `03:00`; null leaves the time to whoever runs it. */
  | { readonly kind: 'rule'; readonly rrule: string; readonly time: string | null }
  | {
      readonly kind: 'business';
      readonly which: 'every' | 'first' | 'last';
      /** `day` with `every` only. */
      readonly of: 'day' | Period;
      readonly time: string | null;
    }
  | { readonly kind: 'continuous' | 'on change' | 'as needed' | 'at once' };

export type Period = 'week' | 'month' | 'quarter' | 'year';
