/** How a service runs: fully, or only partly as somebody has declared. Instants are epoch ms. */
interface Mode {
  readonly mode: 'normal' | 'degraded';
  /** Null: it never was otherwise. */
  readonly sinceAt: number | null;
  /** When what was declared ends by itself; null: somebody lifts it. */
  readonly untilAt: number | null;
}

/** How a service runs at `now`: what was declared until an instant is over then, whether somebody has written that down or not. */
export const modeAt = (kept: Mode, now: number): Mode =>
  kept.mode === 'degraded' && kept.untilAt !== null && kept.untilAt <= now
    ? { mode: 'normal', sinceAt: kept.untilAt, untilAt: null }
    : kept;
