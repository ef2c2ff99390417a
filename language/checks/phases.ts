import type { Clock } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { clockOf, pathOf, promisedBy, spelled } from './promised.ts';
import type { Promised, Ticket } from './promised.ts';
import type { Chapter } from '../schema.ts';
import { spellSpan } from '../time/span.ts';

type Phase = Chapter<'phases'>[string];

/** Rule phases-beyond-resolution: a phase that begins before the resolution is due must end by then; what begins later comes after it. */
export function phases(draft: Draft): readonly Problem[] {
  const promised = promisedBy(draft);
  const all = Object.entries(draft.written.phases ?? {});
  if (promised === null) return [];
  return all.flatMap(([name, phase], index): Problem[] => {
    if (phase.within === undefined) return [];
    const { toMs } = phase.within;
    const begins = phase.within.fromMs || endBefore(all.slice(0, index), phase);
    const late = promised.tickets(null).find((ticket) => {
      const due = lengthOf(promised, phase, ticket);
      return due !== null && begins < due.ms && due.ms < toMs;
    });
    if (late === undefined) return [];
    const { clock } = lengthOf(promised, phase, late)!;
    const message = `the phase \`${name}\` goes on to ${spellSpan(toMs)} after the opening, though \`${late.severity}\` is to be resolved within ${spelled(clock)}: let it end by then, or name the severities that it is for`;
    return [clash(['phases', name, 'within'], 'phases-beyond-resolution', message, pathOf(clock))];
  });
}

/** A phase that does not say when it begins does so when those before it have ended, ms after the opening. */
const endBefore = (earlier: readonly (readonly [string, Phase])[], phase: Phase): number =>
  Math.max(
    0,
    ...earlier
      .filter(([, one]) => overlap(one.type, phase.type) && overlap(one.severity, phase.severity))
      .map(([, one]) => one.within?.toMs ?? 0),
  );

const overlap = (some: readonly string[] | undefined, others: readonly string[] | undefined): boolean =>
  some === undefined || others === undefined || some.some((one) => others.includes(one));

/** How long a ticket that the phase is for may take to be resolved; null where that is said in business days, or not at all. */
function lengthOf(
  promised: Promised,
  phase: Phase,
  ticket: Ticket,
): { readonly clock: Clock; readonly ms: number } | null {
  if (!overlap(phase.type, [ticket.type]) || !overlap(phase.severity, [ticket.severity])) return null;
  const clock = clockOf(promised, ticket, 'resolution');
  return clock !== undefined && 'ms' in clock.target ? { clock, ms: clock.target.ms } : null;
}
