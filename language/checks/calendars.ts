import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rules never-open and reserved-name: a deadline on a calendar that never opens would never come. */
export function calendars({ written }: Draft): readonly Problem[] {
  return Object.entries(written.calendars ?? {}).flatMap(([name, { week, special = {} }]): Problem[] => {
    const path = ['calendars', name];
    const problems: Problem[] = [];
    if (name === 'always')
      problems.push(problem(path, 'reserved-name', '`always` is built in; choose another name', 'key'));
    if (![...Object.values(week), ...Object.values(special)].some((intervals) => intervals.length > 0))
      problems.push(
        problem(path, 'never-open', `\`${name}\` is never open: give it days such as mon-fri: ["09:00-18:00"]`, 'key'),
      );
    return problems;
  });
}
