import type { eventOf } from '../../db/events.ts';
import type { Rules } from '../../domain/plan.ts';
import { emergencyTest } from '../../domain/incident/category.ts';
import { sayInstant } from '../../language/instant.ts';
import type { Messages } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import type { IncidentView } from '../incident/view.ts';

/** The same for all mails about an incident, so that every reader shows them as one thread. */
export const subjectOf = ({
  reference,
  severity,
  title,
}: Pick<IncidentView, 'reference' | 'severity' | 'title'>): string => `[${reference}] ${severity} · ${title}`;

/** What somebody is told of. */
type Told = Awaited<ReturnType<typeof eventOf>>;

/** Why this person is told, as one or two sentences. */
export function reason(
  say: Messages,
  { plan }: Rules,
  event: Told,
  { category, phases }: Pick<IncidentView, 'category' | 'phases'>,
): string[] {
  const clock = (metric: unknown) => clockName(say, metric as string, plan.clocks);
  const phase = (name: unknown) => phases.find((one) => one.name === name)?.title ?? (name as string);
  const why = (event && sentences[event.kind]?.(say, event.data, { clock, phase })) ?? [say.news];
  if (category !== emergencyTest) return why;
  return [...(event?.kind === 'opened' ? [] : why), say.emergencyTest.description];
}

/** What people call a clock or a phase. */
interface Names {
  readonly clock: (metric: unknown) => string;
  readonly phase: (name: unknown) => string;
}

type Say = (say: Messages, data: NonNullable<Told>['data'], names: Names) => string[];

const sentences: Readonly<Partial<Record<string, Say>>> = {
  opened: ({ cameRound }) => [cameRound],
  assigned: ({ assigned }) => [assigned],
  triaged: ({ assigned }) => [assigned],
  reopened: ({ reopened }) => [reopened],
  'workaround-untold': ({ untold }) => [untold],
  replied: ({ replied }) => [replied],
  'handed-over': ({ handedOver }) => [handedOver],
  lapsed: ({ lapsed }) => [lapsed],
  exhausted: ({ exhausted }) => [exhausted],
  'snooze-ended': ({ snoozeEnded }) => [snoozeEnded],
  recovered: ({ alerts }, { source }) => [alerts.recovered(source as string)],
  silent: ({ alerts }, { source }) => [alerts.silent(source as string)],
  flapping: ({ alerts }, { source }) => [alerts.flapping(source as string)],
  warned: ({ nearing }, { metric }, { clock }) => [nearing(clock(metric))],
  overran: ({ overran }, data, { phase }) => [overran(phase(data['phase']))],
  breached: ({ broken }, { metric }, { clock }) => [broken(clock(metric))],
  escalated: (say, data, { clock }) => ofStep(say, data as unknown as StepTaken, clock),
};

/** What is to be done, where Guardia itself has opened it by the plan; what people report may be personal and is not mailed. */
export const task = (
  event: Told,
  { description, category }: Pick<IncidentView, 'description' | 'category'>,
): string | null => (event?.kind === 'opened' && category !== emergencyTest ? description : null);

/** What the record says of a step that was taken. */
interface StepTaken {
  /** `opening` where it hangs on no clock. */
  readonly metric: string;
  readonly share: number;
  readonly times: number;
  /** Why the policy began anew, if it did. */
  readonly anew?: 'lapsed' | 'level';
  /** Whether it was taken before its time. */
  readonly hurried?: boolean;
}

function ofStep(say: Messages, { metric, share, times, anew, hurried }: StepTaken, clock: Names['clock']): string[] {
  const again = times > 1 ? [say.again(times - 1)] : [];
  if (hurried === true) return [say.hurried, ...again];
  if (anew === 'lapsed') return [say.lapsed, ...again];
  if (metric === 'opening') return [say.opened, ...again];
  return [share >= 1 ? say.broken(clock(metric)) : say.warned(Math.round(share * 100), clock(metric)), ...again];
}

/** What one wants to know at three in the morning, a line each. */
export function facts(say: Messages, { plan }: Rules, incident: IncidentView): string[] {
  const { labels, statuses } = say;
  const severity = plan.severities[incident.severity]!.title;
  const when = (at: number) => sayInstant(at, plan.timezone, plan.locale);
  const service = incident.service === null ? null : (plan.services[incident.service]?.title ?? incident.service);
  const customer = incident.customer === null ? null : (plan.customers[incident.customer]?.title ?? incident.customer);
  const due = incident.clocks.filter(({ fulfilledAt, dueAt }) => fulfilledAt === null && dueAt !== null);
  return [
    `${labels.severity}: ${named(incident.severity, severity)}`,
    `${labels.status}: ${statuses[incident.status]}`,
    `${labels.opened}: ${when(incident.openedAt)}`,
    ...(service === null ? [] : [`${labels.service}: ${service}`]),
    ...(customer === null ? [] : [`${labels.customer}: ${customer}`]),
    ...due.map(({ metric, dueAt }) => `${labels.due} (${clockName(say, metric, plan.clocks)}): ${when(dueAt!)}`),
  ];
}

/** `P2, Urgent`, but not `high, High` nor `P1, P1 Critical`. */
const named = (id: string, title: string): string =>
  title.startsWith(id) || title.toLowerCase() === id.toLowerCase() ? title : `${id}, ${title}`;
