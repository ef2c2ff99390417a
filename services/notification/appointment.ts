import { eventsOfKinds } from '../../db/events.ts';

import type { Matter } from './by-letter.ts';
import type { Composing } from './compose.ts';
import type { Invitation } from './message.ts';
import type { Told } from './occasion.ts';

const minute = 60_000;
const kinds = ['appointed', 'appointment-cancelled'];

/** From when to when it is, epoch ms; null of an event that is about no appointment. */
export function appointmentIn({ kind, data }: Pick<Told, 'kind' | 'data'>): { at: number; untilAt: number } | null {
  if (!kinds.includes(kind)) return null;
  const at = Number(data['at']);
  return { at, untilAt: at + Number(data['minutes']) * minute };
}

/** The invitation that goes with a letter about an appointment, or takes it back; undefined with every other letter. */
export async function invitationFor(desk: Composing, matter: Matter): Promise<Invitation | undefined> {
  const { event, row, rules, link } = matter;
  const meeting = appointmentIn(event);
  if (meeting === null) return undefined;
  const { first, sequence } = thread(await eventsOfKinds(desk.db, row.reference, kinds), event.seq);
  const channel = event.data['channel'];
  return {
    method: event.kind === 'appointed' ? 'REQUEST' : 'CANCEL',
    uid: `${row.reference.toLowerCase()}-appointment-${first}@${new URL(desk.publicUrl).hostname}`,
    sequence,
    ...meeting,
    madeAt: event.at,
    summary: `[${row.reference}] ${row.title}`,
    description: event.text?.['note'] ?? '',
    location: typeof channel === 'string' ? (rules.plan.channels[channel]?.title ?? channel) : null,
    link,
  };
}

/** With which event an appointment began, and how often it was changed since. After one that was cancelled or is over it is another. */
function thread(
  all: readonly Pick<Told, 'seq' | 'kind' | 'at' | 'data'>[],
  seq: number,
): { first: number; sequence: number } {
  let first = 0;
  let sequence = 0;
  let before: (typeof all)[number] | undefined;
  for (const one of all.filter((event) => event.seq <= seq)) {
    const over = before === undefined || before.kind !== 'appointed' || appointmentIn(before)!.untilAt <= one.at;
    const another = one.kind === 'appointed' && over;
    first = another ? one.seq : first;
    sequence = another ? 0 : sequence + 1;
    before = one;
  }
  return { first, sequence };
}
