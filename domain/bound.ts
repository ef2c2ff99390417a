/** What a measure is compared with, or where it should be going; plain JSON. */
export type Bound =
  | {
      /** `unsaid` where the plan names the number only: what it measures decides. */
      readonly op: '<' | '<=' | '>' | '>=' | 'unsaid';
      readonly value: number;
      readonly unit: 'ms' | '%' | 'score' | 'count' | 'per day';
      /** Of a score: the most there is. */
      readonly outOf?: number;
    }
  /** Either may also be stable. */
  | { readonly trend: 'falling' | 'rising' };
