import type { Selectable } from 'kysely';

import { readIncident } from '../../db/incident-lists.ts';
import type { Heard, Mail } from '../../db/mail.ts';
import type { IncidentRow } from '../../db/schema.ts';
import { ActRefused } from '../../domain/incident/incident.ts';
import { personOfPlan, requesterOf } from '../access/caller.ts';
import { Forbidden, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { act } from '../incident/act.ts';
import { rulesInForce } from '../plan/rules.ts';

import { byMail, callerId, isAccepted, keyOf, shortened, withFiles } from './by-mail.ts';
import { doorsOf } from './doors.ts';
import { openFrom } from './open.ts';
import type { ReadMail } from './read.ts';
import { writerOf } from './thread.ts';
import type { Thread } from './thread.ts';
import { newIn } from './trim.ts';

type Row = Selectable<IncidentRow>;

/** A mail about a ticket: an answer of who asked or of who works on it, else a note among those. */
export async function reply(desk: Desk, mail: Mail, read: ReadMail, thread: Thread): Promise<Heard> {
  const writer = await writerOf(desk, thread, read);
  const { row } = thread;
  if (writer.kind === 'requester') return replied(desk, mail, read, row);
  if (writer.kind === 'staff') return answered(desk, mail, read, row, writer.person);
  const strangers = writer.kind === 'known' || isAccepted(mail) ? 'accept' : await strangersAt(desk, row.plan, mail);
  if (strangers !== 'accept') return { outcome: strangers === 'hold' ? 'held' : 'refused', reference: row.reference };
  return note(desk, mail, read, row);
}

/** What the plan says of strangers at the address that it came to. */
async function strangersAt(desk: Desk, plan: string, { door }: Mail) {
  const doors = await doorsOf(desk);
  return doors.find((one) => one.plan === plan && one.name === door)?.unknown ?? 'accept';
}

/** What the requester writes about what is over for good is a ticket of its own; what was merged goes on in the other one. */
async function replied(desk: Desk, mail: Mail, read: ReadMail, row: Row): Promise<Heard> {
  const { reference, plan } = row;
  const caller = { ...requesterOf(reference, plan), id: callerId };
  try {
    await act(desk, caller, { reference, verb: 'reply', body: said(mail, read), key: keyOf(mail) });
  } catch (error) {
    if (!(error instanceof ActRefused)) throw error;
    const other = row.state.duplicateOf === null ? undefined : await readIncident(desk.db, row.state.duplicateOf);
    return other === undefined ? openFrom(desk, mail, read, reference) : note(desk, mail, read, other);
  }
  return withFiles(desk, mail, read, { outcome: 'replied', reference });
}

/** A public answer, where they may give one. */
async function answered(desk: Desk, mail: Mail, read: ReadMail, row: Row, person: string): Promise<Heard> {
  const { reference, plan } = row;
  const rules = await rulesInForce(desk, plan);
  const caller = personOfPlan(callerId, person, rules!.plan);
  try {
    const body = { ...said(mail, read), public: true };
    await act(desk, caller, { reference, verb: 'comment', body, key: keyOf(mail) });
  } catch (error) {
    if (!(error instanceof Forbidden || error instanceof NotFound)) throw error;
    return note(desk, mail, read, row);
  }
  return withFiles(desk, mail, read, { outcome: 'answered', reference });
}

/** An internal note that says who wrote it. A quiet one tells nobody: what answers by itself would answer that, too. */
export async function note(
  desk: Desk,
  mail: Mail,
  read: ReadMail,
  { reference, plan }: Pick<Row, 'reference' | 'plan'>,
  { quiet = false } = {},
): Promise<Heard> {
  const { text, ...rest } = said(mail, read);
  const head = quiet ? `${writtenBy(mail, read)}: ${read.subject}` : writtenBy(mail, read);
  const body = { ...rest, text: `${head}\n\n${text}`, public: false, ...(quiet && { quiet }) };
  await act(desk, byMail(plan), { reference, verb: 'comment', body, key: keyOf(mail) });
  return withFiles(desk, mail, read, { outcome: 'noted', reference });
}

const writtenBy = ({ sender }: Mail, { from }: ReadMail): string =>
  from === null ? sender || '–' : `${from.name} <${from.address}>`.trim();

/** What is new in it, and all of it where that is more. */
function said({ door }: Mail, { text, subject, files }: ReadMail) {
  const own = shortened(newIn(text));
  const instead = files.map(({ name }) => name).join(', ') || subject || '–';
  return {
    text: own === '' ? instead : own,
    ...(own !== '' && own !== text && { whole: text }),
    ...(door.startsWith('channel/') && { channel: door.slice('channel/'.length) }),
  };
}
