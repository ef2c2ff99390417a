import type { Rules } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import { messagesIn } from '../../language/messages.ts';
import type { Filling } from '../../language/template.ts';

import { appointmentIn } from './appointment.ts';
import type { Matter } from './by-letter.ts';
import { nextNewsAt } from './expectation.ts';

/** Says instants as people of the plan read them, the zone named: its own, unless another is meant. */
export const sayer =
  ({ plan }: Rules, zone = plan.timezone) =>
  (at: number): string =>
    sayInstant(at, zone, plan.locale);

/** What there is to fill into a message about a ticket. */
export function fillingOf({ row, rules, event, link }: Matter, now: number, text: string | null): Filling {
  const { plan } = rules;
  const say = sayer(rules);
  const nextAt = nextNewsAt(rules, row, now);
  const meeting = appointmentIn(event);
  return {
    title: row.title,
    reference: row.reference,
    severity: plan.severities[row.severity]?.title ?? row.severity,
    service: row.service === null ? null : (plan.services[row.service]?.title ?? row.service),
    status: messagesIn(plan.locale).statuses[row.state.status],
    at: say(event.at),
    next: nextAt === null ? null : say(nextAt),
    from: meeting === null ? null : say(meeting.at),
    to: meeting === null ? null : say(meeting.untilAt),
    text,
    link,
    version: typeof event.data['version'] === 'string' ? event.data['version'] : null,
  };
}
