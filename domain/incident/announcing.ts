import { outside } from '../access.ts';
import type { Plan, Rules } from '../plan.ts';
import type { Announcement } from '../plan/communication.ts';
import type { Tell } from '../plan/people.ts';

import { cameRound, meets } from './conditions.ts';
import { people } from './escalation.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Event, Incident } from './incident.ts';
import { isAction } from './targets.ts';

/** What the plan tells people about an incident, in its own words. */

type Message = 'first' | 'update' | 'closing';

/** The act that each first message goes out at. */
const moments: Readonly<Record<string, Announcement['at']>> = {
  opened: 'opening',
  acknowledged: 'acknowledge',
  workaround: 'workaround',
  resolved: 'resolution',
  closed: 'closing',
  released: 'release',
};

/** The incident with the messages of the plan that a change gives rise to. What came round by itself is announced to nobody who is not told of its type. */
export function announced(rules: Rules, before: Incident, after: Incident): Incident {
  const fresh = after.events.slice(before.events.length);
  return rules.plan.communication.reduce<Incident>(
    (all, row, index) =>
      fresh.reduce<Incident>((state, event) => {
        const message = messageOf(rules, state, row, index, event);
        return message === null ? state : told(rules, state, index, message, event);
      }, all),
    after,
  );
}

function messageOf(
  { plan }: Rules,
  incident: Incident,
  row: Announcement,
  index: number,
  event: Event,
): Message | null {
  const begun = (incident.announced[index] ?? 0) > 0;
  if (begun && goesOn(row)) return furtherOf(incident, row, event);
  return fits(plan, incident, row) && isDue(incident, row, event) ? 'first' : null;
}

/** Whether whom it concerns hears of the solution only with the version that has it: what a plan documents for its next release. */
export const awaitsRelease = (plan: Plan, incident: Incident): boolean =>
  plan.communication.some((row) => row.at === 'release' && fits(plan, incident, row));

const fits = (plan: Plan, incident: Incident, { when }: Announcement): boolean =>
  meets(when, incident) && (when.type !== undefined || isReported(plan, incident));

/** What came round by itself, or is done so that something does not happen again, is announced only where its type is named. */
const isReported = (plan: Plan, incident: Incident): boolean => !cameRound(plan, incident) && !isAction(incident);

/** Whether there is more to come after the first message. */
const goesOn = ({ at }: Announcement): boolean => at === 'opening' || at === 'acknowledge';

function furtherOf(incident: Incident, row: Announcement, event: Event): Message | null {
  if (isOpen(incident)) return joins(row, event) ? 'first' : isNews(event) ? 'update' : null;
  const { closing, everyMs } = row;
  return ['resolved', 'cancelled'].includes(event.kind) && (closing !== null || everyMs !== null) ? 'closing' : null;
}

const isNews = ({ kind, data }: Event): boolean =>
  kind === 'workaround' || (kind === 'commented' && data['public'] === true);

/** Whoever is added once others were told hears what they heard. */
const joins = ({ tell }: Announcement, { kind, data }: Event): boolean =>
  kind === 'watched' && data['again'] !== true && tell.includes(roleOf(data));

const roleOf = ({ as }: Event['data']): Tell => (as === 'affected' ? 'affected' : 'watchers');

/** At its moment; of what becomes such a ticket later, then. */
function isDue({ acknowledgedAt }: Incident, { at }: Announcement, { kind }: Event): boolean {
  if (kind !== 'triaged' && kind !== 'reclassified') return moments[kind] === at;
  return at === 'opening' || (at === 'acknowledge' && acknowledgedAt !== null);
}

/** Who is told of the act itself is not written to twice: whoever follows it from outside reads the words of the plan there, where they are about it. */
function told(rules: Rules, incident: Incident, index: number, message: Message, event: Event): Incident {
  const { tell } = rules.plan.communication[index]!;
  const times = (incident.announced[index] ?? 0) + 1;
  const counted = { ...incident, announced: { ...incident.announced, [index]: times } };
  const all = event.kind === 'watched' ? [event.data['who'] as string] : people(rules, incident, tell, event.at);
  const heard = message === 'first' ? event.notify.filter((one) => outside.includes(one)) : event.notify;
  const data = { communication: index, message };
  const apt = message !== 'update' && event.kind !== 'cancelled';
  const worded = apt && all.some((one) => outside.includes(one) && heard.includes(one));
  const state = worded ? inItsWords(counted, event, data) : counted;
  const notify = all.filter((one) => !heard.includes(one));
  return notify.length === 0 ? state : sent(rules, state, { event, times, data, notify });
}

type Data = { readonly communication: number; readonly message: Message };

/** Of several such rows the first gives the words. */
const inItsWords = (incident: Incident, { key }: Event, said: Data): Incident => ({
  ...incident,
  events: incident.events.map((one) =>
    one.key === key && one.data['announced'] === undefined ? { ...one, data: { ...one.data, announced: said } } : one,
  ),
});

interface Sending {
  readonly event: Event;
  readonly times: number;
  readonly data: Data;
  readonly notify: readonly string[];
}

function sent({ plan }: Rules, incident: Incident, { event, times, data, notify }: Sending): Incident {
  const { communication: index, message } = data;
  const { version } = event.data;
  return withEvent(incident, {
    key: `announced:${index}:${times}`,
    kind: 'announced',
    at: event.at,
    dueAt: event.at + (message === 'first' ? (plan.communication[index]!.withinMs ?? 0) : 0),
    data: { ...data, ...(version !== undefined && { version }) },
    notify,
  });
}
