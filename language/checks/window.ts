import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { spellSpan } from '../time/span.ts';
import { shortenedWindows, windowMs } from '../time/window.ts';
import type { WeeklyWindow } from '../time/window.ts';

export const year = 365 * 86_400_000;
const path = ['maintenance', 'window'];

/** When maintenance may be done. */
export interface MaintenanceWindow {
  readonly week: WeeklyWindow;
  readonly zone: string;
}

/** Null where there is none, or where it is not known in which zone it is meant. */
export function windowOf({ written, names }: Draft): MaintenanceWindow | null {
  const { window: week, timezone } = written.maintenance ?? {};
  const zone = timezone ?? (names('maintenance').includes('timezone') ? undefined : written.timezone);
  return week === undefined || zone === undefined ? null : { week, zone };
}

/** What is maintained, and for how long. */
export const kindsOf = ({ written }: Draft) => Object.entries(written.maintenance?.kinds ?? {});

/** Rules window-shorter-than-work and window-cut-by-dst: what is maintained must fit into the window, each time. */
export function maintenanceWindow(draft: Draft, { nowAt }: { readonly nowAt: number }): readonly Problem[] {
  const found = windowOf(draft);
  return found === null ? [] : [...tooLong(draft, found), ...cutByDst(draft, found, nowAt)];
}

function tooLong(draft: Draft, { week }: MaintenanceWindow): readonly Problem[] {
  const longest = windowMs(week);
  // Nothing is closed at all, or nothing is said.
  if (longest === 0) return [];
  return kindsOf(draft)
    .filter(([, { lasts }]) => lasts > longest)
    .map(([name, { lasts }]) => {
      const message = `\`${name}\` lasts ${spellSpan(lasts)}, yet the longest maintenance window has ${spellSpan(longest)}: make the window longer, or the work shorter`;
      return clash(['maintenance', 'kinds', name, 'lasts'], 'window-shorter-than-work', message, path);
    });
}

function cutByDst(draft: Draft, { week, zone }: MaintenanceWindow, nowAt: number): readonly Problem[] {
  for (const { date, ms, usualMs } of shortenedWindows(week, zone, nowAt, nowAt + 2 * year)) {
    const unfit = kindsOf(draft).find(([, { lasts }]) => lasts <= usualMs && lasts > ms);
    if (unfit === undefined && ms >= 0.75 * usualMs) continue;
    const left = `on ${date} clocks go forward, and of the ${spellSpan(usualMs)} of the window ${spellSpan(ms)} are left`;
    const right = 'choose other hours, or do not count on that day';
    if (unfit === undefined) return [problem(path, 'window-cut-by-dst', `${left}: ${right}`)];
    const [name, { lasts }] = unfit;
    const message = `${left}: too little for \`${name}\`, which lasts ${spellSpan(lasts)}; ${right}`;
    return [clash(path, 'window-cut-by-dst', message, ['maintenance', 'kinds', name, 'lasts'])];
  }
  return [];
}
