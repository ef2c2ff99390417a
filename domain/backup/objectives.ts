/** `at risk`: nothing is broken yet, and what would keep it so did not come when it should have. */
export type State = 'met' | 'at risk' | 'broken' | 'unknown';

/** How an objective stands. Spans in ms. */
export interface Objective {
  readonly limitMs: number;
  /** What there is; null: nothing yet. */
  readonly isMs: number | null;
  readonly state: State;
  /** Whether somebody must be told. */
  readonly alarms: boolean;
}

/** Alarms ring when so much of an objective is used up: there is still time to do something. */
const share = 0.8;

/** Something that ages until it is renewed, such as the newest copy. */
export interface Ageing {
  readonly limitMs: number;
  /** As of when it is; null: there never was one. */
  readonly asOfAt: number | null;
  /** Since when there should be one. */
  readonly sinceAt: number;
  /** When the next one is late; null: nobody knows when it should come. */
  readonly lateAt: number | null;
}

/**
 * How old it is against how old it may become. What the plan's own rhythm brings about is no alarm: one rings at 80 % of the limit at
 * the earliest, and not before the next is late.
 */
export function ageing({ limitMs, asOfAt, sinceAt, lateAt }: Ageing, now: number): Objective {
  const usedMs = now - (asOfAt ?? sinceAt);
  const alarms = usedMs >= share * limitMs && (lateAt === null || now >= lateAt);
  const isMs = asOfAt === null ? null : Math.max(0, usedMs);
  if (usedMs > limitMs) return { limitMs, isMs, state: 'broken', alarms };
  if (alarms) return { limitMs, isMs, state: 'at risk', alarms };
  return { limitMs, isMs, state: asOfAt === null ? 'unknown' : 'met', alarms };
}

/** How long it took against how long it may take: one that takes 80 % of that is an alarm before the next takes more. */
export function lasting(limitMs: number, tookMs: number | null): Objective {
  if (tookMs === null) return { limitMs, isMs: null, state: 'unknown', alarms: false };
  const alarms = tookMs >= share * limitMs;
  return { limitMs, isMs: tookMs, state: tookMs > limitMs ? 'broken' : alarms ? 'at risk' : 'met', alarms };
}
