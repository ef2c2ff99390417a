import type { Calendar } from './calendar.ts';
import { lengthMs, orderedPauses, reaches, retargeted } from './clock.ts';
import type { Change, Pause, Target, Term } from './clock.ts';

/** What happened to a clock, told as a whole and in any order. Instants are epoch ms. */
export interface Story {
  readonly target: Target;
  readonly from: number;
  readonly pauses: readonly Pause[];
  readonly changes: readonly Change[];
  readonly fulfilledAt: number | null;
}

/** What became of it, or becomes of it if nothing more happens; Infinity for what is not to be foreseen. */
export interface Course {
  readonly dueAt: number;
  /** When each fraction asked for is used up. */
  readonly reached: readonly number[];
  readonly breachedAt: number;
  /** The earliest breach of any target while it was in force. */
  readonly firstBreachAt: number;
  /** Null while not fulfilled. */
  readonly met: boolean | null;
  /** Whether the calendar is known far enough: with more of it the answer would be the same. */
  readonly known: boolean;
}

/** A target while it is in force, [since, until). */
interface Reign {
  readonly term: Term;
  readonly since: number;
  readonly until: number;
}

/** How a story goes. The calendar is known at least up to the last change. */
export function courseOf(calendar: Calendar, story: Story, fractions: readonly number[]): Course {
  const reigns = reignsOf(calendar, story);
  const last = reigns.at(-1)!;
  const breaches = reigns.map((reign) => breachOf(calendar, reign, story.fulfilledAt));
  const dueAt = reaches(calendar, last.term, 1);
  const reached = fractions.map((fraction) => reaches(calendar, last.term, fraction));
  return {
    dueAt,
    reached,
    breachedAt: breaches.at(-1)!,
    firstBreachAt: Math.min(...breaches),
    met: story.fulfilledAt === null ? null : story.fulfilledAt <= dueAt,
    known:
      reigns.every(({ term }) => lengthMs(calendar, term) !== Infinity) &&
      (standsStill(calendar, last.term) || ![dueAt, ...reached].includes(Infinity)),
  };
}

/** The targets in their order. What is fulfilled has none any more: later changes are nothing to it. */
function reignsOf(calendar: Calendar, { target, from, pauses, changes, fulfilledAt }: Story): readonly Reign[] {
  const first: Reign = { term: { target, from, pauses: orderedPauses(pauses, from) }, since: from, until: Infinity };
  return changes
    .filter(({ at }) => fulfilledAt === null || at <= fulfilledAt)
    .toSorted((a, b) => a.at - b.at)
    .reduce<readonly Reign[]>(
      (reigns, change) => {
        const last = reigns.at(-1)!;
        const at = Math.max(from, change.at);
        const term = retargeted(calendar, last.term, { ...change, at });
        return [...reigns.slice(0, -1), { ...last, until: at }, { term, since: at, until: Infinity }];
      },
      [first],
    );
}

/** When a target is breached while in force; Infinity if it is not. One used up before is breached as it comes into force. */
function breachOf(calendar: Calendar, { term, since, until }: Reign, fulfilledAt: number | null): number {
  const dueAt = reaches(calendar, term, 1);
  const at = Math.max(dueAt, since);
  return at < until && (fulfilledAt === null || fulfilledAt > dueAt) ? at : Infinity;
}

/** Whether it rests for good from an instant on that the calendar knows. */
function standsStill({ until }: Calendar, { pauses }: Term): boolean {
  const last = pauses.at(-1);
  return last !== undefined && last.to === null && last.from <= until;
}
