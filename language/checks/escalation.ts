import { usualMetrics } from '../../domain/clock.ts';
import type { Clock, Metric } from '../../domain/clock.ts';
import { isFlawed, isUnreadable, isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { clockOf, openings, pathOf, promisedBy, spelled } from './promised.ts';
import type { Promised, Ticket } from './promised.ts';
import { namesOf } from './references.ts';
import type { Chapter } from '../schema.ts';
import { suggest } from '../suggest.ts';
import { targetRows } from '../target-rows.ts';
import { spellSpan } from '../time/span.ts';

/** Rules step-after-deadline, step-without-promise and unknown-clock: a step guards a deadline, before it passes and only if there is one. */
export function escalation(draft: Draft): readonly Problem[] {
  return Object.entries(draft.written.escalation ?? {}).flatMap(([policy, { steps }]) =>
    steps.flatMap(({ at }, index) => problemsOf(draft, policy, at, ['escalation', policy, 'steps', index, 'at'])),
  );
}

function problemsOf(
  draft: Draft,
  policy: string,
  at: Chapter<'escalation'>[string]['steps'][number]['at'],
  path: Path,
): readonly Problem[] {
  const users = usersOf(draft, policy);
  if ('afterMs' in at) return tooLate(draft, users, at.afterMs, path);
  const unknown = unknownClock(draft, at.of, path);
  if (unknown !== null) return [unknown];
  const problems: Problem[] = [];
  if (at.share > 1) {
    const message = `the step comes after the ${at.of} that it guards is breached; 100% is the deadline, and \`repeat\` goes on after it`;
    problems.push(problem(path, 'step-after-deadline', message));
  }
  if (users.length > 0 && !promised(draft, users, at.of)) {
    const message = `the step is never taken: nothing promises a ${at.of} for ${users.join(', ')}`;
    problems.push(problem(path, 'step-without-promise', message));
  }
  return problems;
}

function unknownClock(draft: Draft, clock: string, path: Path): Problem | null {
  const names = namesOf(draft, 'clock');
  if (names.includes(clock) || isUnreadable(draft, 'clocks')) return null;
  const message = `\`${clock}\` is not a clock: every plan has ${usualMetrics.join(', ')}, and others are declared under \`clocks\`${suggest(clock, names)}`;
  return problem(path, 'unknown-clock', message);
}

/** A step some time after the opening is too late where each ticket that it is for had to be resolved before, whenever opened. */
function tooLate(draft: Draft, users: readonly string[], afterMs: number, path: Path): readonly Problem[] {
  const plan = promisedBy(draft);
  const tickets = plan?.tickets(null).filter(({ severity }) => users.includes(severity)) ?? [];
  if (plan === null || tickets.length === 0) return [];
  const latest = tickets
    .flatMap((ticket) => openings.map((at) => resolutionOf(plan, ticket, at)))
    .reduce((most, one) => (most === null || one === null || most.ms >= one.ms ? one && most : one));
  if (latest === null || afterMs <= latest.ms) return [];
  const { clock } = latest;
  const message = `the step comes ${spellSpan(afterMs)} after the opening, when the resolution, within ${spelled(clock)}, is breached for ${users.join(', ')} already: take it earlier, and let \`repeat\` go on`;
  return [clash(path, 'step-after-deadline', message, pathOf(clock))];
}

function resolutionOf(
  plan: Promised,
  ticket: Ticket,
  at: number,
): { readonly clock: Clock; readonly ms: number } | null {
  const clock = clockOf(plan, ticket, 'resolution', at);
  return clock === undefined ? null : { clock, ms: plan.due(clock, at) - at };
}

/** The severities that escalate by a policy: what is handed over to a level may have any. */
function usersOf({ written }: Draft, policy: string): readonly string[] {
  const ofLevel = Object.values(written.levels ?? {}).some(({ escalation: name }) => name === policy);
  return Object.entries(written.severities ?? {})
    .filter(([, { escalation: name }]) => ofLevel || name === policy)
    .map(([id]) => id);
}

/** Whether a clock of this metric can run for any of the severities; a row of targets or a tier may promise it to all. */
function promised(draft: Draft, severities: readonly string[], metric: Metric): boolean {
  // What is not well formed may promise it.
  if (
    !isWhole(draft, 'tiers', 'targets', 'levels', 'clocks') ||
    severities.some((id) => isFlawed(draft, 'severities', id))
  )
    return true;
  const { severities: known = {}, ...others } = draft.written;
  return targetRows({ ...others, severities: known }).some(
    (row) => row.metric === metric && (row.when.severity === undefined || severities.includes(row.when.severity)),
  );
}
