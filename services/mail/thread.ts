import type { Selectable } from 'kysely';

import { readIncident } from '../../db/incident-lists.ts';
import { referenceOfMails, referenceOfTold } from '../../db/mail.ts';
import type { Mail } from '../../db/mail.ts';
import { isReference } from '../../db/numbers.ts';
import { participantsOf } from '../../db/participants.ts';
import { peopleOf } from '../../db/plans.ts';
import type { IncidentRow } from '../../db/schema.ts';
import type { Desk } from '../desk.ts';

import { isKnown } from './known.ts';
import type { ReadMail } from './read.ts';
import { addressed, signedBy } from './reply-address.ts';

type Row = Selectable<IncidentRow>;

/** The ticket that a mail belongs to. */
export interface Thread {
  readonly row: Row;
  /** Whose signature is in the address that it came to: the mail that it answers was theirs. */
  readonly signer: string | null;
}

/** Who wrote a mail about a ticket. Only staff is proven; whoever else it claims to be from may say so. */
export type Writer =
  | { readonly kind: 'staff'; readonly person: string }
  | { readonly kind: 'requester' | 'known' | 'unknown' };

type Reading = Pick<Mail, 'recipient' | 'plan'>;

/**
 * By the signature in its address, else by the mails that it answers, Guardia's or others', else by the reference in its subject,
 * which counts only for those who have to do with that ticket. Undefined where it belongs to none.
 */
export async function threadOf(desk: Desk, mail: Reading, read: ReadMail): Promise<Thread | undefined> {
  const signed = await signedThread(desk, mail);
  if (signed !== undefined) return signed;
  const answered = await rowIn(desk, mail, await referenceIn(desk, mail, read));
  if (answered !== undefined) return { row: answered, signer: null };
  const row = await rowIn(desk, mail, /\[([A-Z][A-Z0-9]{1,9}-\d{1,12})\]/.exec(read.subject)?.[1]);
  return row !== undefined && (await takesPart(desk, row, read)) ? { row, signer: null } : undefined;
}

async function signedThread(desk: Desk, mail: Reading): Promise<Thread | undefined> {
  const address = addressed(mail.recipient);
  const row = await rowIn(desk, mail, address.reference ?? undefined);
  if (row === undefined) return undefined;
  const signer = signedBy(desk, address, await recipientsOf(desk, row));
  return signer === undefined ? undefined : { row, signer };
}

async function rowIn({ db }: Desk, { plan }: Reading, reference: string | undefined): Promise<Row | undefined> {
  const row = reference === undefined ? undefined : await readIncident(db, reference);
  return row !== undefined && (plan === null || row.plan === plan) ? row : undefined;
}

async function recipientsOf({ db }: Desk, { plan, reference }: Row): Promise<readonly string[]> {
  const people = await peopleOf(db, plan);
  const participants = await participantsOf(db, reference);
  return ['requester', ...people.map(({ id }) => id), ...participants.map(({ id }) => `participant:${id}`)];
}

async function referenceIn(desk: Desk, { plan }: Reading, { references }: ReadMail): Promise<string | undefined> {
  const lefts = references.flatMap((id) => ownId(desk, id) ?? []);
  const told = lefts.filter((left) => /^[0-9a-f]{32}$/.test(left));
  const root = lefts.map((left) => left.toUpperCase()).find(isReference);
  return (await referenceOfTold(desk.db, told)) ?? root ?? referenceOfMails(desk.db, references, plan);
}

/** The left part of a Message-ID of this house; undefined where it is another's. */
export function ownId({ publicUrl }: Pick<Desk, 'publicUrl'>, id: string): string | undefined {
  const right = `@${new URL(publicUrl).hostname}>`;
  return id.endsWith(right) ? id.slice(1, -right.length) : undefined;
}

async function takesPart(desk: Desk, row: Row, read: ReadMail): Promise<boolean> {
  const address = read.from?.address;
  if (address === undefined) return false;
  return row.requester?.email.toLowerCase() === address || (await isPartaker(desk, row, address));
}

/** Whether somebody of the plan, who follows the ticket, or whom it affects, has this address. */
async function isPartaker({ db }: Desk, { plan, reference }: Row, address: string): Promise<boolean> {
  const own = [...(await peopleOf(db, plan)), ...(await participantsOf(db, reference))];
  return own.some(({ email }) => email?.toLowerCase() === address);
}

/** Who wrote it: an address says only who it may be from, a signature who had the mail that it answers. */
export async function writerOf(desk: Desk, { row, signer }: Thread, { from }: ReadMail): Promise<Writer> {
  if (from === null) return { kind: 'unknown' };
  const people = await peopleOf(desk.db, row.plan);
  const person = people.find(({ id, email }) => id === signer && email?.toLowerCase() === from.address);
  if (person !== undefined) return { kind: 'staff', person: person.id };
  if (row.requester?.email.toLowerCase() === from.address) return { kind: 'requester' };
  const known = (await isPartaker(desk, row, from.address)) || (await isKnown(desk, row.plan, from.address));
  return { kind: known ? 'known' : 'unknown' };
}
