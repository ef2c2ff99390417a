import { isOwed, lengthMs, reaches } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Rules } from '../plan.ts';
import type { Policy, Step } from '../plan/escalation.ts';

import { keyInRound, pausesOf } from './clocks.ts';
import { isOpen } from './incident.ts';
import type { Incident, Pass } from './incident.ts';
import { isAction } from './targets.ts';

/** Which escalation policy holds for a ticket, and when each of its steps is due. */

/**
 * The policy of the level that it was handed over to, where that has one; else that of its severity. What is promised to one
 * ticket alone, such as a preventive action, is a severity's only because every ticket has one.
 */
export function policyName({ plan }: Rules, incident: Incident): string | null {
  const { severity, level, tally, rollCall, policy } = incident;
  const own = level === null || tally.handovers === 0 ? null : (plan.levels[level]?.escalation ?? null);
  const usual = isAction(incident) ? null : plan.severities[severity]!.escalation;
  return rollCall ?? own ?? policy ?? usual;
}

/** Null where nobody is told. */
export function policyOf(rules: Rules, incident: Incident): Policy | null {
  const name = policyName(rules, incident);
  return name === null ? null : (rules.plan.policies[name] ?? null);
}

/** How often its policy was begun, and since when it counts. */
export const passOf = (rules: Rules, incident: Incident): Pass =>
  incident.passes?.[policyName(rules, incident) ?? ''] ?? { number: 1, since: incident.openedAt, why: 'opening' };

/** A policy begins anew at `since`, as if the ticket had been opened then. */
export function begunAnew(incident: Incident, policy: string, since: number, why: Pass['why']): Incident {
  const used = why === 'lapsed' || Object.keys(incident.taken).some((key) => key.startsWith(`${policy}:`));
  const number = (incident.passes?.[policy]?.number ?? (used ? 1 : 0)) + 1;
  return { ...incident, pagingSince: since, passes: { ...incident.passes, [policy]: { number, since, why } } };
}

/** What is unique to one pass, of a policy or of a step of it such as `critical:1`. */
export const keyIn = ({ number }: Pass, what: string): string => (number === 1 ? what : `${what}:anew-${number}`);

/** A step as it stands for one ticket. */
export interface Standing {
  readonly step: Step;
  readonly index: number;
  /** Unique over changes of severity, over passes and over a second round of the same clock. */
  readonly key: string;
  readonly clock: Clock | undefined;
  /** Whether an acknowledgement ends it; the others speak while their promise is not kept. */
  readonly paging: boolean;
  /** Whether it counts from the beginning of a later pass, its promise having begun before that. */
  readonly renewed: boolean;
  /** Nothing hangs on it any more: the promise is kept, or somebody has taken it in hand. */
  readonly moot: boolean;
  /** When it is due; Infinity while that is not to be foreseen. */
  readonly dueAt: number;
  /** Whether it takes the place of a step before it that could tell nobody, before its own time. */
  readonly hurried: boolean;
}

/** Every step of its policy that can be taken, in order: one on a clock that the ticket does not have cannot. */
export function standings(rules: Rules, incident: Incident): readonly Standing[] {
  const name = policyName(rules, incident);
  if (name === null) return [];
  const pass = passOf(rules, incident);
  const all: Standing[] = [];
  for (const [index, step] of (policyOf(rules, incident)?.steps ?? []).entries()) {
    const clock = clockOf(incident, step);
    if ('of' in step.at && clock === undefined) continue;
    const before = all.findLast(({ paging }) => paging);
    const skippedAt = before === undefined ? undefined : incident.taken[before.key]?.skippedAt;
    all.push(standing(rules, incident, { name, pass, step, index, clock, skippedAt }));
  }
  return all;
}

interface Found {
  readonly name: string;
  readonly pass: Pass;
  readonly step: Step;
  readonly index: number;
  readonly clock: Clock | undefined;
  /** When the paging step before it found nobody. */
  readonly skippedAt: number | undefined;
}

function standing(rules: Rules, incident: Incident, { name, pass, step, index, clock, skippedAt }: Found): Standing {
  const base = `${name}:${index + 1}`;
  const paging = isPaging(step);
  const renewed = paging && clock !== undefined && clock.from < pass.since;
  const own = instant(rules, incident, { step, clock, renewed, since: pass.since });
  const hurried = paging && skippedAt !== undefined && skippedAt < own;
  return {
    step,
    index,
    key: keyInRound(paging ? keyIn(pass, base) : base, roundOf(clock)),
    clock,
    paging,
    renewed,
    moot: renewed || clock === undefined ? inHand(incident) : !isOwed(clock),
    dueAt: Math.max(hurried ? skippedAt : own, incident.pagingSince),
    hurried,
  };
}

const roundOf = (clock: Clock | undefined): number => clock?.round ?? 1;

const inHand = (incident: Incident): boolean => !isOpen(incident) || incident.acknowledgedAt !== null;

const isPaging = ({ at }: Step): boolean => !('of' in at) || at.of === 'response' || at.of === 'level';

const clockOf = ({ clocks }: Incident, { at }: Step): Clock | undefined =>
  'of' in at ? clocks.findLast(({ metric }) => metric === at.of) : undefined;

/** Of a promise older than the pass a share of its length is counted, from when the pass began. */
function instant(
  rules: Rules,
  incident: Incident,
  { step: { at }, clock, renewed, since }: { step: Step; since: number } & Pick<Standing, 'clock' | 'renewed'>,
): number {
  if (!('of' in at)) return since + at.afterMs;
  const calendar = rules.calendars[clock!.calendar]!;
  if (!renewed) return reaches(calendar, clock!, at.share);
  const ms = lengthMs(calendar, clock!);
  if (ms === Infinity) return Infinity;
  return reaches(calendar, { target: { ms }, from: since, pauses: pausesOf(incident, at.of, since) }, at.share);
}
