import { dueAt } from '../../domain/clock.ts';
import { compileCalendars } from '../../language/calendar.ts';
import type { Compiled } from '../../language/compile.ts';

/** When the promise of a rule such as `severities.P1.response` is due for what was opened then, in 2026 or 2027. */
export function dueFrom({ plan, calendars }: Compiled, rule: string, openedAt: string): string {
  const row = plan.targets.find((one) => one.rule === rule)!;
  const calendar = compileCalendars(calendars, Date.UTC(2026, 0), Date.UTC(2028, 0))[row.calendar]!;
  const opened = {
    round: 1,
    start: row.from,
    from: Date.parse(openedAt),
    pauses: [],
    fulfilledAt: null,
    breachedAt: null,
  };
  return new Date(dueAt(calendar, { ...row, ...opened })!).toISOString();
}
