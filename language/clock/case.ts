import type { Target } from '../../domain/clock.ts';
import { courseOf } from '../../domain/course.ts';
import type { Story } from '../../domain/course.ts';
import type { CalendarSource } from '../calendar.ts';
import { clockCase } from './schema.ts';
import type { WrittenCase } from './schema.ts';
import type { Path } from '../finding.ts';
import { problemsOf } from '../issues.ts';
import { askFar } from './reach.ts';

/** What becomes of the clock of a case: ISO 8601 UTC with milliseconds, or null where there is no such instant. */
export interface ClockAnswer {
  readonly dueAt: string | null;
  readonly thresholds: readonly { readonly fraction: number; readonly at: string | null }[];
  readonly breachedAt: string | null;
  readonly firstBreachAt: string | null;
  readonly met: boolean | null;
}

/** Answers a case, the JSON of a line of `guardia clock`, by design §5. Throws one plain sentence when it is malformed. */
export function answerClock(input: unknown): ClockAnswer {
  const { calendar, thresholds, ...told } = readCase(input);
  const story = storyOf(told);
  const lastChange = Math.max(story.from, ...story.changes.map(({ at }) => at));
  const { dueAt, reached, breachedAt, firstBreachAt, met } = askFar(
    sourceOf(calendar),
    { from: story.from, until: lastChange },
    (compiled) => courseOf(compiled, story, thresholds),
  );
  return {
    dueAt: iso(dueAt),
    thresholds: thresholds.map((fraction, index) => ({ fraction, at: iso(reached[index]!) })),
    breachedAt: iso(breachedAt),
    firstBreachAt: iso(firstBreachAt),
    met,
  };
}

function readCase(input: unknown): WrittenCase {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Error('a case is expected: an object with a calendar, openedAt and a target');
  const read = clockCase.safeParse(input);
  if (read.success) return read.data;
  const { path, message } = problemsOf(read.error.issues, input, keysAt)[0]!;
  throw new Error(path.length === 0 ? message : `${path.join('.')}: ${message}`);
}

/** Of the case itself; its parts have few. */
const keysAt = (path: Path): readonly string[] => (path.length === 0 ? Object.keys(clockCase.shape) : []);

const storyOf = ({
  openedAt,
  target,
  pauses,
  changes,
  fulfilledAt,
}: Omit<WrittenCase, 'calendar' | 'thresholds'>): Story => ({
  from: openedAt,
  target: targetOf(target),
  pauses,
  changes: changes.map((change) => ({ ...change, target: targetOf(change.target) })),
  fulfilledAt,
});

/** A part of a millisecond is not measured: the target is as long as the next whole one. */
const targetOf = ({ seconds, businessDays }: WrittenCase['target']): Target =>
  seconds === undefined ? { businessDays: businessDays! } : { ms: Math.ceil(Number((seconds * 1000).toPrecision(15))) };

const sourceOf = ({ zone, always, week, closed, special }: WrittenCase['calendar']): CalendarSource =>
  always === true ? { zone, always } : { zone, week: week ?? {}, closed: closed ?? [], special: special ?? {} };

const iso = (at: number): string | null => (at === Infinity ? null : new Date(at).toISOString());
