/** Who is asking: known from a key, a session or a signed link, never from a body. */
export interface Caller {
  /** Sets apart the idempotency keys of callers that are the same person. */
  readonly id: string;
  /** A person of the plan, or `admin`. */
  readonly by: string;
  /** The plan whose incidents are within reach; null: every plan's. */
  readonly plan: string | null;
}

/** Whether this caller may see and touch what belongs to `plan`. */
export const mayReach = (caller: Caller, plan: string): boolean => caller.plan === null || caller.plan === plan;
