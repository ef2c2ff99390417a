import { readIncident } from '../../db/incident-lists.ts';
import type { Heard, Mail } from '../../db/mail.ts';
import type { Plan } from '../../domain/plan.ts';
import type { UnknownSenders } from '../../domain/plan/communication.ts';
import type { Desk } from '../desk.ts';
import { act } from '../incident/act.ts';
import { open } from '../incident/open.ts';
import type { Report } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';

import { byMail, isAccepted, keyOf, shortened, withFiles } from './by-mail.ts';
import { doorsIn } from './doors.ts';
import { isKnown } from './known.ts';
import { isAddress } from './read.ts';
import type { Mailbox, ReadMail } from './read.ts';
import { titleOf } from './trim.ts';

/**
 * Makes a ticket of a mail. Of one to an address for people its writer is the requester, who is told that it has arrived; who writes to
 * an address for programs is told nothing. `after`: the ticket that is over and that it goes on with.
 */
export async function openFrom(desk: Desk, mail: Mail, read: ReadMail, after: string | null = null): Promise<Heard> {
  const slug = mail.plan ?? (await planOf(desk, after));
  const rules = slug === undefined ? undefined : await rulesInForce(desk, slug);
  if (rules === undefined) return { outcome: 'unclaimed', reference: null };
  const { plan } = rules;
  const from = writer(mail, read);
  const strangers = after === null && !isAccepted(mail) ? await strangersHere(desk, plan, mail, from) : 'accept';
  if (strangers !== 'accept') return { outcome: strangers === 'hold' ? 'held' : 'refused', reference: null };
  return opened(desk, plan, { mail, read, from: mail.door.startsWith('integration/') ? null : from, after });
}

interface Opening {
  readonly mail: Mail;
  readonly read: ReadMail;
  /** Null: whoever wrote it is told nothing. */
  readonly from: Mailbox | null;
  readonly after: string | null;
}

async function opened(desk: Desk, plan: Plan, { mail, read, from, after }: Opening): Promise<Heard> {
  const report = { ...reportOf(plan, mail, read), requester: from === null ? undefined : asRequester(from) };
  const more = { by: from === null ? null : 'requester', unasked: true };
  const { reference } = await open(desk, byMail(plan.slug), report, keyOf(mail), more);
  if (after !== null) await link(desk, mail, { reference, plan: plan.slug, after });
  return withFiles(desk, mail, withLongText(read), { outcome: 'opened', reference });
}

const planOf = async ({ db }: Desk, reference: string | null): Promise<string | undefined> =>
  reference === null ? undefined : (await readIncident(db, reference))?.plan;

/** What is done with who wrote it, if the plan does not know them. */
async function strangersHere(desk: Desk, plan: Plan, { door }: Mail, from: Mailbox | null): Promise<UnknownSenders> {
  const said = doorsIn(desk, plan).find(({ name }) => name === door)?.unknown ?? 'accept';
  const isWelcome = said === 'accept' || (from !== null && (await isKnown(desk, plan.slug, from.address)));
  return isWelcome ? 'accept' : said;
}

/** As it says itself, else by its envelope. */
function writer({ sender }: Mail, { from }: ReadMail): Mailbox | null {
  const address = sender.toLowerCase();
  return from ?? (isAddress(address) ? { name: '', address } : null);
}

const asRequester = ({ name, address }: Mailbox) => ({ email: address, ...(name !== '' && { name }) });

/** What it says, and what its address makes of it. */
function reportOf(plan: Plan, { door }: Mail, read: ReadMail): Report {
  const text = shortened(read.text);
  const { type, severity, channel, service } = madeBy(plan, door);
  return {
    plan: plan.slug,
    title: titleIn(read),
    type: type ?? usualType(plan),
    severity: severityOf(plan, type ?? usualType(plan), severity),
    description: text === '' ? undefined : text,
    channel,
    service: service ?? undefined,
  };
}

/** What the plan says of the address. */
function madeBy({ channels, integrations }: Plan, door: string) {
  const name = door.slice(door.indexOf('/') + 1);
  const nothing = { type: null, severity: null, channel: undefined, service: null };
  if (door.startsWith('channel/')) return { ...nothing, ...channels[name], channel: name };
  return door.startsWith('integration/') ? { ...nothing, ...integrations[name] } : nothing;
}

const usualType = ({ types }: Plan): string => types.find((one) => one === 'incident') ?? types[0]!;

/** What the address says, else the mildest that tickets of this type can have: whoever triages it knows more. */
function severityOf({ severities }: Plan, type: string, own: string | null): string {
  const fits = ([, { types }]: [string, Plan['severities'][string]]) => types?.includes(type) ?? true;
  const fitting = Object.entries(severities)
    .filter(fits)
    .map(([name]) => name);
  return fitting.find((name) => name === own) ?? fitting.at(-1) ?? Object.keys(severities).at(-1)!;
}

const titleIn = ({ subject, text, files }: ReadMail): string =>
  titleOf(subject) || titleOf(text.slice(0, 200).split('\n')[0]!) || (files[0]?.name ?? '–');

/** What does not fit into a description is a file. */
const withLongText = (read: ReadMail): ReadMail =>
  shortened(read.text) === read.text
    ? read
    : { ...read, files: [...read.files, { name: 'mail.txt', type: 'text/plain', content: Buffer.from(read.text) }] };

const link = (desk: Desk, mail: Mail, { reference, plan, after }: { reference: string; plan: string; after: string }) =>
  act(desk, byMail(plan), { reference, verb: 'link', body: { to: after, as: 'related' }, key: `${keyOf(mail)}-link` });
