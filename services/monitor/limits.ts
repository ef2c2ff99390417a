import type { Limits } from '../../domain/monitor/standing.ts';

const hourMs = 3_600_000;
/** Within so many looks, or an hour. */
const looks = 20;

/** What changes how a monitor stands that is looked at every `gapMs`: four changes within twenty looks and it flaps, until ten are alike. */
export const limitsOf = (one: { readonly fails: number; readonly forMs: number }, gapMs: number): Limits => ({
  fails: one.fails,
  forMs: one.forMs,
  flapping: { changes: 4, withinMs: Math.max(hourMs, looks * gapMs), calm: 10 },
});
