import { asRecipient, mayHear } from '../access.ts';
import type { Clock, Metric } from '../clock.ts';
import { isOpenAt } from '../calendar.ts';
import { onCallAt } from '../on-call.ts';
import type { Rules } from '../plan.ts';
import type { Step } from '../plan/escalation.ts';
import type { Tell } from '../plan/people.ts';

import type { Due } from './due.ts';
import { withEvent } from './incident.ts';
import type { Event, Incident, Taken } from './incident.ts';
import { passOf, policyOf, standings } from './policy.ts';
import type { Standing } from './policy.ts';

/**
 * The steps of its escalation policy still to be taken or repeated, each with its instant. A step on a clock is taken while
 * that promise is not kept; acknowledging ends repeats, and with the response every step that hangs on it. A promise
 * broken later wants to be acknowledged anew.
 */
export const escalations = (rules: Rules, incident: Incident): Due[] =>
  incident.pagedBy === undefined
    ? standings(rules, incident)
        .filter(({ moot }) => !moot)
        .flatMap((one) => escalation(rules, incident, one))
    : [];

/** Whom of the plan's people the policy tells first, at an instant: those of its first step that has any. */
export function firstTold(rules: Rules, incident: Incident, at: number): readonly string[] {
  const steps = policyOf(rules, incident)?.steps ?? [];
  const told = steps.map(({ tell }) =>
    people(rules, incident, tell, at).filter((one) => rules.plan.people.includes(one)),
  );
  return told.find(({ length }) => length > 0) ?? [];
}

/** Whose it is, at an instant: the assignee, or whom the policy tells first. */
export const responsible = (rules: Rules, incident: Incident, at: number): readonly string[] =>
  incident.assignee === null ? firstTold(rules, incident, at) : [incident.assignee];

/** Whether a step of its policy is still to tell somebody that `broken` is, or one that takes its place where nobody is behind it. */
export function guards(rules: Rules, incident: Incident, broken: Clock, at: number): boolean {
  const left = standings(rules, incident).filter(({ moot, step, key }) => !moot && isLeft(step, incident.taken[key]));
  const speaks = (one: Standing) => isBroken(one) && one.clock?.metric === broken.metric;
  const first = left.find(speaks);
  if (first === undefined) return false;
  const reaches = ({ step }: Standing, dueAt: number) => {
    const notify = people(rules, incident, step.tell, Math.max(at, dueAt));
    return nobodyBecause(rules, step, notify, dueAt) === null;
  };
  const next = left.slice(left.indexOf(first)).filter(({ paging }) => paging && first.paging);
  return left.some((one) => speaks(one) && reaches(one, one.dueAt)) || next.some((one) => reaches(one, first.dueAt));
}

function escalation(rules: Rules, incident: Incident, standing: Standing): Due[] {
  const { step, index, key, clock } = standing;
  const taken = incident.taken[key];
  if (!isLeft(step, taken)) return [];
  const pure = taken === undefined ? standing.dueAt : taken.dueAt + taken.times * step.repeat!.everyMs;
  const dueAt = unsnoozed(incident, Math.max(pure, incident.pagingSince));
  const broken = isBroken(standing);
  const fire = (state: Incident, at: number) => take(rules, state, { standing, pure, dueAt, broken }, at);
  const keepable = broken && clock?.breachedAt === null ? 1 : 0;
  return [{ dueAt, at: dueAt + keepable, what: `escalation step ${index + 1}`, fire }];
}

/** Not before the end of a snooze. */
export const unsnoozed = ({ snoozedUntil }: Incident, at: number): number => Math.max(at, snoozedUntil ?? 0);

/** Whether it is taken because a promise was not kept; before that it is a warning. */
const isBroken = ({ step: { at }, hurried, renewed }: Standing): boolean =>
  'share' in at && at.share >= 1 && !hurried && !renewed;

/** Whether it is still to be taken, or repeated. */
const isLeft = ({ repeat }: Step, taken: Taken | undefined): boolean =>
  taken === undefined || (repeat !== null && !taken.quiet && taken.times <= repeat.atMost);

/** Nothing told so far is repeated: somebody has it in hand. What falls due anew is told anew. */
export const quieted = (incident: Incident): Incident => ({
  ...incident,
  taken: Object.fromEntries(Object.entries(incident.taken).map(([key, one]) => [key, { ...one, quiet: true }])),
});

interface Taking {
  readonly standing: Standing;
  /** When it would be due if nothing kept it quiet. */
  readonly pure: number;
  readonly dueAt: number;
  readonly broken: boolean;
}

/** Tells it, or says why nobody could be told. */
function take(rules: Rules, incident: Incident, { standing, pure, dueAt, broken }: Taking, at: number): Incident {
  const { step, key } = standing;
  const { dueAt: first, times: before } = incident.taken[key] ?? { dueAt, times: 0 };
  const missed = missedBy(step, before + 1, at - pure);
  const notify = people(rules, incident, step.tell, at);
  const why = nobodyBecause(rules, step, notify, dueAt);
  const skipped = why !== null && before === 0;
  const quiet = skipped || (!broken && incident.acknowledgedAt !== null);
  const taken: Taken = { dueAt: first, times: before + 1 + missed, quiet, ...(skipped && { skippedAt: dueAt }) };
  const data = { ...described(rules, incident, standing, before + 1), ...(missed > 0 && { missed }) };
  const again = before > 0 ? `${key}:again-${before}` : key;
  return withEvent(
    { ...(broken ? alarmed(incident, step, at, dueAt) : incident), taken: { ...incident.taken, [key]: taken } },
    { at, dueAt, ...saying(again, notify, data, why) },
  );
}

const saying = (again: string, notify: readonly string[], data: Event['data'], why: string | null) =>
  why === null
    ? { key: `escalated:${again}`, kind: 'escalated', notify, data }
    : { key: `skipped:${again}`, kind: 'skipped', data: { ...data, why } };

/** A promise was not kept: that wants to be acknowledged anew. */
const alarmed = (incident: Incident, step: Step, at: number, dueAt: number): Incident => ({
  ...incident,
  escalated: sameMark(incident, metricOf(step)) ?? { since: at, why: metricOf(step) },
  acknowledgedAt: null,
  pagingSince: dueAt,
});

/** Told again it is escalated since the first time. */
const sameMark = ({ escalated }: Incident, why: string) => (escalated?.why === why ? escalated : null);

/** How many more of its times passed meanwhile: they are not made up for. */
const missedBy = ({ repeat }: Step, times: number, lateMs: number): number =>
  repeat === null ? 0 : Math.min(repeat.atMost + 1 - times, Math.floor(lateMs / repeat.everyMs));

/** Why a step is skipped, if it is. */
function nobodyBecause(
  { calendars }: Rules,
  { calendar }: Step,
  notify: readonly string[],
  dueAt: number,
): 'nobody' | 'closed' | null {
  if (calendar !== null && !isOpenAt(calendars[calendar]!, dueAt)) return 'closed';
  return notify.length === 0 ? 'nobody' : null;
}

const metricOf = ({ at }: Step): Metric => ('of' in at ? at.of : 'opening');

function described(
  rules: Rules,
  incident: Incident,
  { step, index, paging, hurried }: Standing,
  times: number,
): Event['data'] {
  const { number, why } = passOf(rules, incident);
  return {
    step: index + 1,
    metric: metricOf(step),
    share: 'of' in step.at ? step.at.share : 0,
    times,
    ...(paging && number > 1 && { anew: why }),
    ...(hurried && { hurried }),
  };
}

/** What of an incident decides whom it means to tell somebody; whoever asked is somebody where it says so. */
type Told = Pick<Incident, 'assignee' | 'customer' | 'type'> & Partial<Pick<Incident, 'source'>>;

/** Whoever a step tells and who may hear of it, each once; of a rotation whoever is on call at the instant of telling. */
export function people(rules: Rules, incident: Told, tell: readonly Tell[], at: number): readonly string[] {
  const all = new Set(tell.flatMap((one) => behind(rules, incident, one, at)));
  return [...all].filter((one) => mayHear(rules.plan, one, incident.type));
}

/** The same, or where nobody of them may hear of it whom its type is for: what only some may see is still told somebody. */
export function reached(rules: Rules, incident: Told, tell: readonly Tell[], at: number): readonly string[] {
  const told = people(rules, incident, tell, at);
  return told.length > 0 ? told : people(rules, incident, rules.plan.restricted[incident.type] ?? [], at);
}

function behind(rules: Rules, { assignee, customer, source }: Told, tell: Tell, at: number): readonly string[] {
  if (tell === 'assignee') return assignee === null ? [] : [assignee];
  if (tell === 'customer contact') return contactOf(rules, customer);
  if (tell === 'requester' && source === 'monitor') return [];
  return typeof tell === 'string' ? [tell] : ofPlan(rules, tell, at);
}

function ofPlan(rules: Rules, tell: Exclude<Tell, string>, at: number): readonly string[] {
  if ('integration' in tell) return [asRecipient(tell.integration)];
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
