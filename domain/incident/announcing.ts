import type { Announcement, Rules } from '../plan.ts';

import { cameRound, meets } from './conditions.ts';
import { people } from './escalation.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Event, Incident } from './incident.ts';

/** What the plan tells people about an incident, in its own words. */

type Message = 'first' | 'update' | 'closing';

/** The act that each first message goes out at. */
const moments: Readonly<Record<string, Announcement['at']>> = {
  opened: 'opening',
  acknowledged: 'acknowledge',
  workaround: 'workaround',
  resolved: 'resolution',
  closed: 'closing',
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
  const fits = meets(row.when, incident) && (row.when.type !== undefined || !cameRound(plan, incident));
  return fits && isDue(incident, row, event) ? 'first' : null;
}

/** Whether there is more to come after the first message. */
const goesOn = ({ at }: Announcement): boolean => at === 'opening' || at === 'acknowledge';

function furtherOf(incident: Incident, { closing, everyMs }: Announcement, { kind, data }: Event): Message | null {
  const news = kind === 'workaround' || (kind === 'commented' && data['public'] === true);
  if (news && isOpen(incident)) return 'update';
  return ['resolved', 'cancelled'].includes(kind) && (closing !== null || everyMs !== null) ? 'closing' : null;
}

/** At its moment; of what becomes such a ticket later, then. */
function isDue({ acknowledgedAt }: Incident, { at }: Announcement, { kind }: Event): boolean {
  if (kind !== 'triaged' && kind !== 'reclassified') return moments[kind] === at;
  return at === 'opening' || (at === 'acknowledge' && acknowledgedAt !== null);
}

/** Who hears of the act itself needs no news or end of it besides. */
function told(rules: Rules, incident: Incident, index: number, message: Message, event: Event): Incident {
  const { tell, withinMs } = rules.plan.communication[index]!;
  const times = (incident.announced[index] ?? 0) + 1;
  const counted = { ...incident, announced: { ...incident.announced, [index]: times } };
  const heard = message === 'first' ? [] : event.notify;
  const notify = people(rules, incident, tell, event.at).filter((one) => !heard.includes(one));
  if (notify.length === 0) return counted;
  const promisedAt = event.at + (message === 'first' ? (withinMs ?? 0) : 0);
  return withEvent(counted, {
    key: `announced:${index}:${times}`,
    kind: 'announced',
    at: event.at,
    dueAt: promisedAt,
    data: { communication: index, message },
    notify,
  });
}
