import { dueAt, isOwed, stateOf } from '../../domain/clock.ts';
import { foreseen } from '../../domain/incident/due.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import type { Attributes } from '../desk.ts';

export type Stage = 'respond' | 'resolve' | 'review' | 'closed';

/** What Temporal's UI shows of an incident: codes and instants, nobody's name or words. */
export interface Outlook {
  readonly stage: Stage;
  readonly attributes: Attributes;
  /** Markdown. */
  readonly details: string;
  /** What its timer waits for. */
  readonly next: string;
}

export function outlook(publicUrl: string, rules: Rules, incident: Incident): Outlook {
  const { reference, type } = incident;
  const { what } = foreseen(rules, incident) ?? { what: 'look again' };
  const link = `[${reference}](${publicUrl}/incidents/${reference})`;
  return {
    stage: stageOf(incident),
    attributes: attributesOf(incident),
    next: type === 'security' ? 'next' : what,
    // Of a security incident even the clocks say too much.
    details:
      type === 'security'
        ? link
        : [link, standing(incident), ...clocks(rules, incident), next(rules, incident)].join('\n\n'),
  };
}

/** The search attributes of an incident. */
export const attributesOf = ({ plan, type, severity, service, status }: Incident): Attributes => ({
  Plan: plan,
  Type: type,
  Severity: severity,
  Service: service ?? 'none',
  State: status,
});

function stageOf({ status, clocks: all, endedAt }: Incident): Stage {
  if (endedAt !== null) return 'closed';
  if (!isOpen({ status })) return all.some(isOwed) ? 'review' : 'closed';
  return all.some(({ metric, fulfilledAt }) => metric === 'response' && fulfilledAt === null) ? 'respond' : 'resolve';
}

const standing = ({ severity, status, escalated, acknowledgedAt }: Incident): string =>
  [
    `**${severity}**`,
    status.replace('_', ' '),
    ...(acknowledgedAt === null ? [] : ['acknowledged']),
    ...(escalated === null ? [] : [`escalated (${escalated.why})`]),
  ].join(' · ');

const clocks = ({ plan, calendars }: Rules, incident: Incident): string[] =>
  incident.clocks.map((clock) => {
    const due = dueAt(calendars[clock.calendar]!, clock);
    return `${clock.metric}: ${stateOf(clock)}${due === null ? '' : `, due ${sayInstant(due, plan.timezone, 'en')}`}`;
  });

function next(rules: Rules, incident: Incident): string {
  const coming = foreseen(rules, incident);
  if (coming === null) return 'Waits for a person.';
  return `Waits for a person, or until ${sayInstant(coming.at, rules.plan.timezone, 'en')}: ${coming.what}.`;
}
