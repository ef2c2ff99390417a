import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';

import type { Choice } from '../../services/plan/show.ts';
import type { PlanShown } from './choices.ts';
import type { NameOf } from './happenings.ts';
import type { TimelineEvent } from './timeline.ts';
import { metricName } from './words.ts';

/** What one must know before one acts: who has it, for whom, and why it is not going on by itself. */
export function standing(
  incident: IncidentView,
  plan: PlanShown,
  events: readonly TimelineEvent[],
  nameOf: NameOf,
  now: number,
): Html {
  const marks = [
    merged(incident),
    escalated(incident, now),
    held(incident, plan, events),
    appointed(incident, plan, events, now),
    snoozed(incident, now),
  ].filter((one) => one !== null);
  return html`<p class="dots">${hands(incident, plan, nameOf).map((one) => html`<span>${one}</span> `)}</p>
    ${
      marks.length > 0 &&
      html`<ul class="marked">
        ${marks.map((one) => html`<li>${one}</li>`)}
      </ul>`
    }`;
}

function hands(incident: IncidentView, plan: PlanShown, nameOf: NameOf): (Html | string)[] {
  const { assignee, level, service, requester } = incident;
  return [
    assignee === null ? html`<strong>nobody’s yet</strong>` : html`with <strong>${nameOf(assignee)}</strong>`,
    ...(level === null ? [] : [`level ${level}, ${titleIn(plan.levels, level)}`]),
    ...(service === null ? [] : [titleIn(plan.services, service)]),
    ...customerOf(incident, plan, nameOf),
    ...(requester === null ? [] : [`asked by ${requester.name ?? requester.email}`]),
  ];
}

function customerOf({ customer, tier }: IncidentView, plan: PlanShown, nameOf: NameOf): (Html | string)[] {
  if (customer === null) return [];
  const contact = plan.contacts[customer] ?? null;
  const paid = tier === null ? '' : ` (${titleIn(plan.tiers, tier)})`;
  const title = html`for <strong>${titleIn(plan.customers, customer)}</strong>${paid}`;
  return contact === null ? [title] : [title, `their contact is ${nameOf(contact)}`];
}

/** What it is called in the plan. */
export const titleIn = (choices: readonly Choice[], id: string): string =>
  choices.find((one) => one.id === id)?.title ?? id;

const merged = ({ duplicateOf }: IncidentView): Html | null =>
  duplicateOf === null
    ? null
    : html`<strong>Duplicate</strong> of <a href="/incidents/${duplicateOf}">${duplicateOf}</a>: what is done there
        stands for both.`;

function escalated({ escalated: mark, timezone }: IncidentView, now: number): Html | null {
  if (mark === null) return null;
  const why = mark.why === 'level' ? 'handed to a higher level' : `${metricName(mark.why).toLowerCase()} overdue`;
  return html`<strong>Escalated</strong> ${away(mark.since, now)}, ${when(mark.since, timezone)}: ${why}. Acknowledging
    takes the mark away.`;
}

function held({ hold, timezone }: IncidentView, { pauses }: PlanShown, events: readonly TimelineEvent[]): Html | null {
  if (hold === null) return null;
  const reason = events.findLast(({ kind }) => kind === 'held' || kind === 'appointed');
  const why = reason?.kind === 'held' ? reason.text?.['reason'] : undefined;
  const stops = hold.stops === null ? 'all clocks stand still' : stopped(hold.stops);
  return html`<strong>On hold</strong>${hold.pause !== null && `: ${titleIn(pauses, hold.pause)}`}, since
    ${when(hold.since, timezone)}${hold.until !== null && html`, until ${when(hold.until, timezone)}`}; ${stops}.
    ${why !== undefined && html`<blockquote>${why}</blockquote>`}`;
}

const stopped = (stops: readonly string[]): string =>
  stops.length === 0
    ? 'no clock stands still'
    : `${stops.map((one) => metricName(one).toLowerCase()).join(', ')} stand still`;

function appointed(
  { appointment, timezone }: IncidentView,
  { channels }: PlanShown,
  events: readonly TimelineEvent[],
  now: number,
): Html | null {
  if (appointment === null) return null;
  const channel = events.findLast(({ kind }) => kind === 'appointed')?.data['channel'];
  return html`<strong>Appointment</strong> ${away(appointment.at, now)}, ${when(appointment.at, timezone)}, for
    ${appointment.minutes} minutes${typeof channel === 'string' && `, by ${titleIn(channels, channel)}`}.`;
}

const snoozed = ({ snoozedUntil, timezone }: IncidentView, now: number): Html | null =>
  snoozedUntil === null
    ? null
    : html`<strong>Snoozed</strong>: nobody is paged until ${when(snoozedUntil, timezone)} (${away(snoozedUntil, now)}).`;
