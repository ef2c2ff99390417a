import type { Schedule } from '../../domain/plan/schedules.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import { hasRhythm } from '../time/occurrences.ts';
import type { Written } from '../schema.ts';

/** When what one chapter asks for comes round, by chapter and name such as `reviews/access`. */
export type Scheduler = (written: Written) => Readonly<Record<string, Schedule>>;

interface Asked extends Omit<Schedule, 'every' | 'zone' | 'calendar'> {
  readonly every: Recurrence | undefined;
  /** Whose open days are its business days; the first of the plan where it is left out. */
  readonly calendar?: string | undefined;
}

/** Its schedule under its name; none where nothing brings it about but people. */
export function round(
  name: string,
  { timezone, calendars = {} }: Written,
  { every = { kind: 'as needed' }, calendar, ...more }: Asked,
): Record<string, Schedule> {
  const comes = hasRhythm(every) || more.startsOn !== undefined;
  if (!comes && every.kind !== 'on change' && (more.onChangeOf ?? []).length === 0) return {};
  return { [name]: { every, zone: timezone, calendar: calendar ?? Object.keys(calendars)[0] ?? null, ...more } };
}

const longestMs = 5 * 60_000;

/** How much later than others one of an interval begins: a tenth of it, five minutes at most, always the same by its name. */
export function spreadOf(name: string, every: Recurrence | undefined): { readonly spreadMs?: number } {
  if (every?.kind !== 'interval') return {};
  const seconds = Math.floor(Math.min(every.ms / 10, longestMs) / 1000);
  if (seconds < 2) return {};
  const hash = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
  return { spreadMs: (hash % seconds) * 1000 };
}
