import { readIncident } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import { participantById } from '../../db/participants.ts';
import { personOf } from '../../db/plans.ts';
import { subscriberById } from '../../db/subscribers.ts';
import { integrationIn } from '../../domain/access.ts';
import { people } from '../../domain/incident/escalation.ts';
import { inCharge } from '../../domain/incident/in-charge.ts';
import { fromStored } from '../../domain/incident/stored.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { NotSent } from './message.ts';
import { isShared } from './way.ts';
import type { Way } from './way.ts';

/** To whom a message goes, and who that is to the plan. */
export interface Addressee {
  readonly kind: 'person' | 'requester' | 'participant' | 'subscriber';
  readonly name: string;
  readonly address: string;
  /** Whether others read it, too: nothing in it is for one person alone. */
  readonly shared?: true;
}

type Told = Pick<Notification, 'plan' | 'reference' | 'recipient'>;
type Kind = Addressee['kind'] | 'integration';
type Contact = { readonly name?: string | null; readonly email: string | null; readonly phone?: string | null };

/** What a recipient is, from how it is written. */
export function kindOf({ recipient }: Pick<Notification, 'recipient'>): Kind {
  if (recipient === 'requester') return 'requester';
  if (recipient.startsWith('participant:')) return 'participant';
  if (integrationIn(recipient) !== null) return 'integration';
  return recipient.startsWith('subscriber:') ? 'subscriber' : 'person';
}

/** What is told in the same words to whoever hears it, those who work on the ticket among them. */
export const isLetter = ({ kind }: Pick<Notification, 'kind'>): boolean =>
  ['announced', 'appointed', 'appointment-cancelled'].includes(kind);

type Addressing = Pick<Desk, 'db' | 'now' | 'rules'>;

/**
 * Their address as it is now, or where an integration is posted to. Throws `NotSent` for the address where there is none any
 * more, in a sentence that names nobody.
 */
export async function addresseeOf(desk: Addressing, told: Told, way: Way): Promise<Addressee> {
  if (isShared(way)) return { kind: 'person', name: way.integration!.title, address: '', shared: true };
  const kind = kindOf(told);
  const found = await lookups[kind](desk, told);
  const address = way.outlet === null ? found?.email : found?.phone;
  if (!address) throw new NotSent('address', way.outlet === null ? gone[kind] : noTelephone);
  return { kind: asPerson(kind), name: found?.name ?? '', address };
}

const asPerson = (kind: Kind): Addressee['kind'] => (kind === 'integration' ? 'person' : kind);

const noTelephone = 'The plan has no telephone number of this person.';

const lookups: Readonly<Record<Kind, (desk: Addressing, told: Told) => Promise<Contact | undefined>>> = {
  person: ({ db }, { plan, recipient }) => personOf(db, plan, recipient),
  requester: async ({ db }, { reference }) => (await readIncident(db, reference))?.requester ?? undefined,
  participant: ({ db }, { recipient }) => participantById(db, idIn(recipient)),
  subscriber: ({ db }, { recipient }) => subscriberById(db, idIn(recipient)),
  integration: standIn,
};

/** Who reads by mail what an integration could not be told: whose the ticket is. */
async function standIn(desk: Addressing, { plan, reference }: Told): Promise<Contact | undefined> {
  const row = await readIncident(desk.db, reference);
  if (row === undefined) return undefined;
  const rules = await rulesNow(desk, desk.db, plan, row.plan_version);
  const incident = fromStored(row.state);
  const contacts = rules.plan.emergency?.contacts.flatMap(({ tell }) => tell) ?? [];
  const charged = [...inCharge(rules, incident, desk.now()), ...people(rules, incident, contacts, desk.now())];
  const person = charged.find((one) => rules.plan.people.includes(one));
  return person === undefined ? undefined : personOf(desk.db, plan, person);
}

const idIn = (recipient: string): number => Number(recipient.slice(recipient.indexOf(':') + 1));

const gone: Readonly<Record<Kind, string>> = {
  person: 'The plan has no contact for this person.',
  requester: 'The incident has no requester with an address any more.',
  participant: 'This participant has left the incident, or has no address.',
  subscriber: 'This subscriber has left the plan.',
  integration: 'Nobody is in charge who could read it by mail.',
};
