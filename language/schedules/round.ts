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
