import { afterBusinessDays, firstIndex } from '../calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Target } from '../clock.ts';

/** From its beginning to its end, epoch ms, as long as it really is. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What a window must offer. */
export interface Wanted {
  readonly lastsMs: number;
  readonly notice: Target | null;
  /** On which business days of notice count; null: none is needed. */
  readonly calendar: Calendar | null;
}

/**
 * The last instant, epoch ms, at which what begins at `fromAt` can be announced: for business days the notice is a clock that runs from the
 * announcement and is over by then. -Infinity where no instant is early enough; `fromAt` itself where nothing is promised.
 */
export function announceBy({ notice, calendar }: Omit<Wanted, 'lastsMs'>, fromAt: number): number {
  if (notice === null) return fromAt;
  if ('ms' in notice) return fromAt - notice.ms;
  const { lastCloses, dayEnds = lastCloses } = calendar ?? { lastCloses: [] };
  const last = firstIndex(lastCloses.length, (day) => lastCloses[day]! > fromAt) - 1;
  const dayZero = last - notice.businessDays;
  return dayZero < 0 ? -Infinity : dayEnds[dayZero]! - 1;
}

/** The first instant, epoch ms, at which something can begin that is announced at `nowAt`; Infinity where none is known. */
export function earliestFrom({ notice, calendar }: Omit<Wanted, 'lastsMs'>, nowAt: number): number {
  if (notice === null) return nowAt;
  if ('ms' in notice) return nowAt + notice.ms;
  return calendar === null ? Infinity : afterBusinessDays(calendar, nowAt, notice.businessDays);
}

/** The window that is taken, and why none of those before it was. */
export interface Choice {
  readonly window: Window;
  readonly passed: readonly { readonly from: number; readonly why: 'too-short' | 'too-soon' }[];
}

/** The first of the windows, which are in order, that is long enough and can still be announced at `nowAt`; null where none is. */
export function choose(windows: readonly Window[], wanted: Wanted, nowAt: number): Choice | null {
  const passed: Choice['passed'][number][] = [];
  for (const window of windows) {
    const why = unfit(window, wanted, nowAt);
    if (why === null) return { window, passed };
    passed.push({ from: window.from, why });
  }
  return null;
}

function unfit({ from, to }: Window, wanted: Wanted, nowAt: number): 'too-short' | 'too-soon' | null {
  if (to - from < wanted.lastsMs) return 'too-short';
  return announceBy(wanted, from) < nowAt ? 'too-soon' : null;
}

/** What of an announcement had become of its messages by the end of the time for it. */
export interface Heard {
  /** When each was accepted or finally refused, epoch ms; null: it still waits. */
  readonly settledAt: readonly (number | null)[];
  readonly announcedAt: number;
}

/** Whether the notice was kept: the announcement stood in time, and nobody was still to hear of it. */
export const wasKept = ({ settledAt, announcedAt }: Heard, byAt: number): boolean =>
  announcedAt <= byAt && settledAt.every((at) => at !== null && at <= byAt);
