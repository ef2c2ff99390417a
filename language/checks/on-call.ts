import { intervalsOf } from '../../domain/calendar.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { clockOf, monday, pathOf, promisedBy, spelled } from './promised.ts';
import type { Promised } from './promised.ts';
import { hoursOf } from './presence.ts';

const hour = 3_600_000;
const week = 168 * hour;

/**
 * Rule nobody-on-call: a ticket opened when the last of those whom its policy tells in time goes home is due before the
 * first of them comes back.
 */
export function onCall(draft: Draft): readonly Problem[] {
  const promised = promisedBy(draft);
  if (promised === null || !isWhole(draft, 'people', 'roles', 'rotations', 'levels', 'emergency', 'escalation'))
    return [];
  return Object.entries(draft.written.severities ?? {}).flatMap(([name, { escalation }]): Problem[] => {
    const ticket = promised.tickets(null).find(({ severity }) => severity === name);
    const clock = ticket && clockOf(promised, ticket, 'response');
    if (clock === undefined || escalation === undefined) return [];
    const gap = firstGap(promised, clock, hoursOf(draft, toldInTime(draft, escalation, clock)));
    if (gap === null) return [];
    const [from, to, due] = [gap.from, gap.to, gap.due].map((at) => spell(at, draft.written.timezone));
    const message = `nobody whom \`${escalation}\` tells is there from ${from} to ${to}, and the response of \`${name}\`, within ${spelled(clock)}, is due by ${due}: let somebody be on call, or count on a calendar with those hours`;
    return [clash(pathOf(clock), 'nobody-on-call', message, ['escalation', escalation])];
  });
}

/** All who are told before the response is due. */
const toldInTime = ({ written }: Draft, policy: string, clock: Clock): readonly string[] =>
  (written.escalation?.[policy]?.steps ?? [])
    .filter(({ at }) => ('share' in at ? at.of === 'response' && at.share < 1 : isBefore(at, clock)))
    .flatMap(({ tell }) => tell);

const isBefore = ({ afterMs }: { readonly afterMs: number }, { target }: Clock): boolean =>
  'businessDays' in target ? afterMs === 0 : afterMs < target.ms;

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly due: number;
}

/** The first time of an ordinary week in which a whole promise passes with nobody there. */
function firstGap(promised: Promised, clock: Clock, hours: readonly string[] | 'always'): Gap | null {
  if (hours === 'always') return null;
  const calendars = hours.map((name) => promised.calendars[name]).filter((one) => one !== undefined);
  if (calendars.length < hours.length) return null;
  const shifts = calendars
    .flatMap(intervalsOf)
    .filter(([from]) => from < monday + 3 * week)
    .toSorted(([a], [b]) => a - b);
  let covered = shifts[0]?.[0] ?? -Infinity;
  for (const [from, to] of shifts) {
    if (from > covered && covered >= monday) {
      const due = promised.due(clock, covered);
      if (due < from) return { from: covered, to: from, due };
    }
    covered = Math.max(covered, to);
  }
  return null;
}

/** `Fri 18:00`, by the clock of the plan. */
const spell = (at: number, timeZone = 'UTC'): string =>
  new Date(at).toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' });
