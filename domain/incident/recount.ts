import type { Calendar } from '../calendar.ts';
import * as clocks from '../clock.ts';
import type { Clock, Metric, Pause, Start, Target } from '../clock.ts';

import type { Code } from './incident.ts';

/** What is written of an event: all that a count may rest on. */
export interface Written {
  readonly kind: string;
  readonly at: number;
  readonly dueAt: number | null;
  readonly data: Readonly<Record<string, Code>>;
}

/** The calendars that counted when an event happened, of whichever version of the plan the incident then went by. */
export type CalendarsAt = (index: number) => Calendars;

/** What an event says that it did to a clock (record.ts). */
interface Done {
  readonly metric: Metric;
  readonly round: number;
  readonly begun?: number;
  readonly start?: Start;
  readonly target?: Target;
  readonly calendar?: string;
  readonly rule?: string;
  readonly warn?: Target | null;
  readonly pauses?: readonly (readonly [number, number | null])[];
  readonly retroactive?: boolean;
  readonly paused?: number;
  readonly resumed?: number;
  readonly met?: number;
  readonly stopped?: number;
  readonly revived?: number;
  readonly dropped?: true;
}

/** The clocks of an incident, counted from its events alone up to `now`. Undefined where they do not say enough: older releases did not. */
export function recount(
  events: readonly Written[],
  calendarsAt: CalendarsAt,
  now: number,
): readonly Clock[] | undefined {
  if (events[0]?.data['version'] === undefined) return undefined;
  const all = events.reduce<readonly Clock[]>((before, event, index) => {
    const both = { old: calendarsAt(Math.max(0, index - 1)), next: calendarsAt(index) };
    const passed = before.map((clock) => overdue(clock, both.old, event.at));
    const done = changesIn(event).reduce<readonly Clock[]>((state, one) => after(state, one, both, event.at), passed);
    // Moved to another version, a promise may be used up by its hours alone.
    const moves = both.old !== both.next;
    return done.map((one) => (moves && clocks.isRunning(one) ? brokenBy(one, both.next, event.at) : one));
  }, []);
  return all.map((clock) => overdue(clock, calendarsAt(events.length - 1), now));
}

const changesIn = ({ data }: Written): readonly Done[] =>
  (data['clocks'] as unknown as readonly Done[] | undefined) ?? [];

/** Breached where its due instant has passed by `at`: at that instant itself it can still be kept. */
function overdue(clock: Clock, calendars: Calendars, at: number): Clock {
  const due = clocks.isRunning(clock) ? clocks.reaches(calendars[clock.calendar]!, clock, 1) : Infinity;
  return due < at ? { ...clock, breachedAt: due } : clock;
}

type Calendars = Readonly<Record<string, Calendar>>;

/** What counted before an event, and what from then on. */
type Both = { readonly old: Calendars; readonly next: Calendars };

function after(state: readonly Clock[], done: Done, both: Both, at: number): readonly Clock[] {
  const old = state.find(({ metric, round }) => metric === done.metric && round === done.round);
  if (done.begun !== undefined)
    return [...state.filter((one) => one !== old), met(brokenBy(fresh(done), both.next, at, done.met), done)];
  if (old === undefined || done.dropped) return state.filter((one) => one !== old);
  return state.map((one) => (one === old ? met(moved(aimed(old, done, both, at), done), done) : one));
}

const fresh = (done: Done): Clock => ({
  ...promiseIn(done),
  metric: done.metric,
  round: done.round,
  start: done.start!,
  from: done.begun!,
  pauses: (done.pauses ?? []).map(([from, to]): Pause => ({ from, to })),
  fulfilledAt: null,
  breachedAt: null,
});

const promiseIn = ({ target, calendar, rule, warn }: Done) => ({
  target: target!,
  calendar: calendar!,
  rule: rule!,
  ...(warn !== null && { warn }),
});

/** Under another target; one that is used up already is breached at the change. */
function aimed(clock: Clock, done: Done, both: Both, at: number): Clock {
  const { target, retroactive = true } = done;
  if (target === undefined) return clock;
  const [old, next] = [both.old[clock.calendar]!, both.next[done.calendar!]!];
  const { carried } = clocks.retargeted(old, clock, { at, target, retroactive }, next);
  const { carried: _, warn: __, ...rest } = clock;
  const changed: Clock = { ...rest, ...promiseIn(done), ...(carried && { carried }) };
  return brokenBy(changed, both.next, at);
}

/** What is used up already when it comes into force is breached then. */
const brokenBy = (clock: Clock, calendars: Calendars, at: number, doneAt: number = at): Clock =>
  overdue(clock, calendars, doneAt).breachedAt === null ? clock : { ...clock, breachedAt: at };

function moved(clock: Clock, { paused, resumed, stopped, revived }: Done): Clock {
  const again = resumed === undefined ? clock : clocks.resume(clock, resumed);
  const still = paused === undefined ? again : clocks.pause(again, paused);
  if (stopped !== undefined) return clocks.stop(still, stopped);
  return revived === undefined ? still : clocks.revive(still, revived);
}

const met = (clock: Clock, { met: at }: Done): Clock => (at === undefined ? clock : clocks.fulfil(clock, at));
