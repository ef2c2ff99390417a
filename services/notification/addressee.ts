import { readIncident } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import { participantById } from '../../db/participants.ts';
import { personOf } from '../../db/plans.ts';
import { subscriberById } from '../../db/subscribers.ts';
import type { Desk } from '../desk.ts';

import { NotSent } from './message.ts';

/** To whom a message goes, and who that is to the plan. */
export interface Addressee {
  readonly kind: 'person' | 'requester' | 'participant' | 'subscriber';
  readonly name: string;
  readonly address: string;
}

type Told = Pick<Notification, 'plan' | 'reference' | 'recipient'>;
type Kind = Addressee['kind'];
type Contact = { readonly name?: string | null; readonly email: string | null };

/** What a recipient is, from how it is written. */
export function kindOf({ recipient }: Pick<Notification, 'recipient'>): Kind {
  if (recipient === 'requester') return 'requester';
  if (recipient.startsWith('participant:')) return 'participant';
  return recipient.startsWith('subscriber:') ? 'subscriber' : 'person';
}

/** What is told in the same words to whoever hears it, those who work on the ticket among them. */
export const isLetter = ({ kind }: Pick<Notification, 'kind'>): boolean =>
  ['announced', 'appointed', 'appointment-cancelled'].includes(kind);

/** Their address as it is now. Throws `NotSent` for the address where there is none any more, in a sentence that names nobody. */
export async function addresseeOf({ db }: Pick<Desk, 'db'>, told: Told): Promise<Addressee> {
  const kind = kindOf(told);
  const found = await lookups[kind](db, told);
  if (found === undefined || found.email === null) throw new NotSent('address', gone[kind]);
  return { kind, name: found.name ?? '', address: found.email };
}

const lookups: Readonly<Record<Kind, (db: Desk['db'], told: Told) => Promise<Contact | undefined>>> = {
  person: (db, { plan, recipient }) => personOf(db, plan, recipient),
  requester: async (db, { reference }) => (await readIncident(db, reference))?.requester ?? undefined,
  participant: (db, { recipient }) => participantById(db, idIn(recipient)),
  subscriber: (db, { recipient }) => subscriberById(db, idIn(recipient)),
};

const idIn = (recipient: string): number => Number(recipient.slice(recipient.indexOf(':') + 1));

const gone: Readonly<Record<Kind, string>> = {
  person: 'The plan has no contact for this person.',
  requester: 'The incident has no requester with an address any more.',
  participant: 'This participant has left the incident, or has no address.',
  subscriber: 'This subscriber has left the plan.',
};
