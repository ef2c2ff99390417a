import type { Kysely } from 'kysely';

import { eventOf } from '../../db/events.ts';
import type { Notification } from '../../db/notifications.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import type { ClockName, Messages } from '../../language/messages.ts';
import type { IncidentView } from '../incident/view.ts';

/** The same for all mails about an incident, so that every reader shows them as one thread. */
export const subjectOf = ({
  reference,
  severity,
  title,
}: Pick<IncidentView, 'reference' | 'severity' | 'title'>): string => `[${reference}] ${severity} · ${title}`;

/** Why this person is told, as one or two sentences. */
export async function reason(db: Kysely<Database>, say: Messages, notification: Notification): Promise<string[]> {
  const event = await eventOf(db, notification.reference, notification.event_key);
  if (event?.kind === 'reopened') return [say.reopened];
  if (event?.kind === 'opened') return [say.cameRound];
  if (event?.kind === 'warned') return [say.nearing(event.data['metric'] as ClockName)];
  return event?.kind === 'escalated' ? ofStep(say, event.data as unknown as StepTaken) : [say.assigned];
}

/** What the record says of a step that was taken. */
interface StepTaken {
  readonly metric: ClockName | 'opening';
  readonly share: number;
  readonly times: number;
}

function ofStep(say: Messages, { metric, share, times }: StepTaken): string[] {
  const again = times > 1 ? [say.again(times - 1)] : [];
  if (metric === 'opening') return [say.opened, ...again];
  return [share >= 1 ? say.broken(metric) : say.warned(Math.round(share * 100), metric), ...again];
}

/** What one wants to know at three in the morning, a line each. */
export function facts({ labels, clocks, statuses }: Messages, { plan }: Rules, incident: IncidentView): string[] {
  const severity = plan.severities[incident.severity]!.title;
  const when = (at: number) => sayInstant(at, plan.timezone, plan.locale);
  const service = incident.service === null ? null : (plan.services[incident.service]?.title ?? incident.service);
  const customer = incident.customer === null ? null : (plan.customers[incident.customer]?.title ?? incident.customer);
  const due = incident.clocks.filter(({ fulfilledAt, dueAt }) => fulfilledAt === null && dueAt !== null);
  return [
    `${labels.severity}: ${severity.startsWith(incident.severity) ? severity : `${incident.severity}, ${severity}`}`,
    `${labels.status}: ${statuses[incident.status]}`,
    `${labels.opened}: ${when(incident.openedAt)}`,
    ...(service === null ? [] : [`${labels.service}: ${service}`]),
    ...(customer === null ? [] : [`${labels.customer}: ${customer}`]),
    ...due.map(({ metric, dueAt }) => `${labels.due} (${clocks[metric]}): ${when(dueAt!)}`),
  ];
}
