import { asRecipient, integrationIn, mayHear } from '../access.ts';
import { isOpenAt } from '../calendar.ts';
import type { Rules } from '../plan.ts';
import type { Reach } from '../plan/people.ts';

import type { Event, Incident } from './incident.ts';

/** Who hears of what has happened, and by which channels. */

/** What asks somebody to come; of the rest one reads when there is time. */
const pages: readonly string[] = [
  'opened',
  'triaged',
  'assigned',
  'reopened',
  'handed-over',
  'lapsed',
  'snooze-ended',
  'warned',
  'overran',
  'breached',
  'escalated',
  'exhausted',
];

/** How an incident goes on, of which those hear that page somebody for it. */
const turns: readonly string[] = ['acknowledged', 'resolved', 'closed', 'cancelled', 'merged', 'reopened'];

/** The incident after a change: its new events are told to who may hear of them, by the channels that the plan says. */
export function addressed(rules: Rules, before: Incident, after: Incident): Incident {
  const old = before.events.length;
  return after.events.slice(old).reduce<Incident>((state, event, index) => {
    const whole = toAll(rules, state, event);
    const events = state.events.with(old + index, whole);
    return paging(rules, { ...state, events }, whole);
  }, after);
}

function toAll(rules: Rules, incident: Incident, event: Event): Event {
  const { plan } = rules;
  const others = [...subscribed(rules, event), ...posted(rules, event), ...pagedBefore(incident, event)];
  const notify = [...new Set([...event.notify, ...others])].filter((one) => mayHear(plan, one, incident.type));
  const ways = notify.map((one) => [one, waysOf(rules, incident, event, one)] as const);
  const own = ways.filter(([, channels]) => channels.join() !== 'mail');
  return { ...event, notify, ...(own.length > 0 && { via: Object.fromEntries(own) }) };
}

/** Integrations that hear of all events of this kind. */
const subscribed = ({ plan }: Rules, { kind }: Event): readonly string[] =>
  Object.keys(plan.integrations)
    .filter((name) => plan.integrations[name]!.events.includes(kind))
    .map(asRecipient);

/** Where a message of the plan is posted that no person of the plan would hear of there. */
function posted({ plan }: Rules, event: Event): readonly string[] {
  if (event.notify.some((one) => plan.people.includes(one))) return [];
  return announcedVia(plan, event)
    .filter((one) => one !== 'mail')
    .map(asRecipient);
}

const announcedVia = (plan: Rules['plan'], { kind, data }: Event): readonly string[] =>
  kind === 'announced' ? (plan.communication[Number(data['communication'])]?.via ?? []) : [];

const pagedBefore = ({ paged = [] }: Incident, { kind }: Event): readonly string[] =>
  turns.includes(kind) ? paged.map(asRecipient) : [];

function waysOf(rules: Rules, incident: Incident, event: Event, recipient: string): readonly string[] {
  const { plan } = rules;
  const integration = integrationIn(recipient);
  if (integration !== null) return [integration];
  if (!plan.people.includes(recipient)) return ['mail'];
  const reach = plan.reach[recipient];
  if (reach !== undefined && pages.includes(event.kind)) return reached(rules, incident, event, reach);
  const via = announcedVia(plan, event);
  return via.length > 0 ? via : ['mail'];
}

function reached({ calendars }: Rules, { severity }: Incident, { at }: Event, { rows, pager }: Reach) {
  const fits = rows.find(
    ({ severities, hours }) =>
      (severities?.includes(severity) ?? true) && (hours === null || isOpenAt(calendars[hours]!, at)),
  );
  return fits?.via ?? ['mail', ...(pager === null ? [] : [pager])];
}

/** Keeps which integrations page somebody for it. */
function paging({ plan }: Rules, incident: Incident, { via = {} }: Event): Incident {
  const { paged = [] } = incident;
  const used = new Set(Object.values(via).flat());
  const fresh = [...used].filter((one) => plan.integrations[one]?.kind === 'pagerduty' && !paged.includes(one));
  return fresh.length === 0 ? incident : { ...incident, paged: [...paged, ...fresh] };
}
