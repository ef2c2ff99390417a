import { mayHear } from '../access.ts';
import { isOwed, reaches } from '../clock.ts';
import type { Clock, Metric } from '../clock.ts';
import { onCallAt } from '../on-call.ts';
import type { Rules, Step, Tell } from '../plan.ts';

import type { Due } from './due.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Incident, Taken } from './incident.ts';

/**
 * The steps of its escalation policy still to be taken or repeated, each with its instant. A step on a clock is taken while
 * that promise is not kept; acknowledging ends repeats, and with the response every step that hangs on it. A promise
 * broken later wants to be acknowledged anew.
 */
export const escalations = (rules: Rules, incident: Incident): Due[] =>
  policyOf(rules, incident).flatMap((step, index) => escalation(rules, incident, step, index));

/** Whom the policy tells first, at an instant. */
export const firstTold = (rules: Rules, incident: Incident, at: number): readonly string[] => {
  const first = policyOf(rules, incident)[0];
  return first === undefined ? [] : people(rules, incident, first.tell, at);
};

/** Whether a step of its policy is taken when a promise about `metric` is not kept, or seldom: nobody has to be in charge. */
export const guards = (rules: Rules, incident: Incident, metric: Metric): boolean =>
  metric === 'response' ||
  metric === 'resolution' ||
  metric === 'postmortem' ||
  policyOf(rules, incident).some(({ at }) => 'of' in at && at.of === metric);

const policyOf = (rules: Rules, incident: Incident): readonly Step[] => {
  const name = policyName(rules, incident);
  return name === null ? [] : (rules.plan.policies[name]?.steps ?? []);
};

/** The policy of the level that it was handed over to, where that has one; else that of its severity. */
function policyName({ plan }: Rules, { severity, level, tally, rollCall }: Incident): string | null {
  const own = level === null || tally.handovers === 0 ? null : (plan.levels[level]?.escalation ?? null);
  return rollCall ?? own ?? plan.severities[severity]!.escalation;
}

function escalation(rules: Rules, incident: Incident, step: Step, index: number): Due[] {
  const clock = clockOf(incident, step);
  if (isMoot(incident, step, clock)) return [];
  const key = stepKey(rules, incident, index, clock);
  const taken = incident.taken[key];
  if (taken !== undefined && !repeats(step, taken)) return [];
  const first = taken?.dueAt ?? instant(rules, incident, step, clock);
  const again = taken === undefined ? first : first + taken.times * step.repeat!.everyMs;
  const dueAt = unsnoozed(incident, again);
  const broken = isBroken(step);
  const fire = (state: Incident, at: number) => take(rules, state, { step, index, key, first, dueAt, broken }, at);
  const keepable = broken && clock?.breachedAt === null ? 1 : 0;
  return [{ dueAt, at: dueAt + keepable, what: `escalation step ${index + 1}`, fire }];
}

const unsnoozed = ({ snoozedUntil }: Incident, at: number): number => Math.max(at, snoozedUntil ?? 0);

/** Whether it is taken because a promise was not kept; before that it is a warning. */
const isBroken = ({ at }: Step): boolean => 'share' in at && at.share >= 1;

const clockOf = ({ clocks }: Incident, { at }: Step): Clock | undefined =>
  'of' in at ? clocks.findLast(({ metric }) => metric === at.of) : undefined;

/** Nothing hangs on it any more: the promise is kept, or somebody has taken it in hand. */
const isMoot = (incident: Incident, { at }: Step, clock: Clock | undefined): boolean =>
  'of' in at ? clock === undefined || !isOwed(clock) : !isOpen(incident) || incident.acknowledgedAt !== null;

function instant(rules: Rules, incident: Incident, { at }: Step, clock: Clock | undefined): number {
  const pure =
    'afterMs' in at ? incident.openedAt + at.afterMs : reaches(rules.calendars[clock!.calendar]!, clock!, at.share);
  return unsnoozed(incident, Math.max(pure, incident.pagingSince));
}

const repeats = ({ repeat }: Step, { times, quiet }: Taken): boolean =>
  repeat !== null && !quiet && times <= repeat.atMost;

/** Nothing told so far is repeated: somebody has it in hand. What falls due anew is told anew. */
export const quieted = (incident: Incident): Incident => ({
  ...incident,
  taken: Object.fromEntries(Object.entries(incident.taken).map(([key, one]) => [key, { ...one, quiet: true }])),
});

/** Unique over changes of severity and over a second round of the same clock. */
function stepKey(rules: Rules, incident: Incident, index: number, clock: Clock | undefined): string {
  const key = `${policyName(rules, incident)}:${index + 1}`;
  return clock === undefined || clock.round === 1 ? key : `${key}:round-${clock.round}`;
}

interface Taking {
  readonly step: Step;
  readonly index: number;
  readonly key: string;
  readonly first: number;
  readonly dueAt: number;
  readonly broken: boolean;
}

function take(
  rules: Rules,
  incident: Incident,
  { step, index, key, first, dueAt, broken }: Taking,
  at: number,
): Incident {
  const times = (incident.taken[key]?.times ?? 0) + 1;
  const { metric, share } =
    'of' in step.at ? { metric: step.at.of, share: step.at.share } : { metric: 'opening', share: 0 };
  const notify = people(rules, incident, step.tell, at);
  const alarm = broken ? { escalated: { since: at, why: metric }, acknowledgedAt: null, pagingSince: dueAt } : {};
  const quiet = !broken && incident.acknowledgedAt !== null;
  return withEvent(
    { ...incident, ...alarm, taken: { ...incident.taken, [key]: { dueAt: first, times, quiet } } },
    {
      key: `escalated:${key}${times > 1 ? `:again-${times - 1}` : ''}`,
      kind: 'escalated',
      at,
      dueAt,
      notify,
      data: {
        step: index + 1,
        metric,
        share,
        times,
        nobody: notify.length === 0,
      },
    },
  );
}

/** Whoever a step tells and who may hear of it, each once; of a rotation whoever is on call at the instant of telling. */
export function people(
  rules: Rules,
  incident: Pick<Incident, 'assignee' | 'customer' | 'type'>,
  tell: readonly Tell[],
  at: number,
): readonly string[] {
  const all = new Set(tell.flatMap((one) => behind(rules, incident, one, at)));
  return [...all].filter((one) => mayHear(rules.plan, one, incident.type));
}

function behind(
  rules: Rules,
  { assignee, customer }: Pick<Incident, 'assignee' | 'customer'>,
  tell: Tell,
  at: number,
): readonly string[] {
  if (tell === 'assignee') return assignee === null ? [] : [assignee];
  if (tell === 'customer contact') return contactOf(rules, customer);
  if (typeof tell === 'string') return [tell];
  if ('rotation' in tell) return onCall(rules, tell.rotation, at);
  return 'role' in tell ? (rules.plan.roles[tell.role] ?? []) : [tell.person];
}

function contactOf({ plan }: Rules, customer: string | null): readonly string[] {
  const contact = customer === null ? null : (plan.customers[customer]?.contact ?? null);
  return contact === null ? [] : [contact];
}

function onCall({ rotations }: Rules, rotation: string, at: number): readonly string[] {
  const person = onCallAt(rotations[rotation]!, at);
  return person === null ? [] : [person];
}
