import type { Plan } from '../../domain/plan.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { longestGapMs } from '../../language/time/gaps.ts';
import { instantsBetween } from '../schedule/coming.ts';

/** What comes round under a plan, with the calendars that its business days are of. */
export interface Rhythm {
  readonly plan: Plan;
  readonly sources: Readonly<Record<string, CalendarSource>>;
  readonly every: Recurrence;
  /** By which the plan schedules it. */
  readonly name: string;
}

const day = 86_400_000;
const minute = 60_000;

/** The first instant after `at`, epoch ms, at which it comes round; null: it has no rhythm. */
export function nextAfter({ plan, sources, every, name }: Rhythm, at: number): number | null {
  const gapMs = longestGapMs(every);
  if (gapMs === null || gapMs === 0) return null;
  const usual = { every, zone: plan.timezone, calendar: Object.keys(sources).find((one) => one !== 'always') ?? null };
  const timed = { schedule: plan.schedules[name] ?? usual, sources };
  return instantsBetween(timed, at + 1, at + 2 * gapMs + 8 * day)[0] ?? null;
}

/** When it is late that comes round next after `at`; `lastsMs`: how long it may take, else a tenth of the time between two. */
export function lateAfter(rhythm: Rhythm, at: number, lastsMs: number | null): number | null {
  const next = nextAfter(rhythm, at);
  const gapMs = longestGapMs(rhythm.every) ?? 0;
  return next === null ? null : next + (lastsMs ?? Math.min(60 * minute, Math.max(10 * minute, gapMs / 10)));
}
