import type { Struck } from './blows.ts';
import type { Evidence, IncidentRow, NotificationRow } from './evidence.ts';
import type { Find } from './fault.ts';
import type { Taken } from './mail-server.ts';
import type { Owed } from './oracle.ts';

type Steps = readonly { readonly row: IncidentRow; readonly one: Owed }[];
type Mails = ReadonlyMap<string, readonly Taken[]>;
type Meant = ReadonlyMap<string, readonly NotificationRow[]>;

const nameOf = ({ reference, event_key, recipient }: NotificationRow) => `${event_key} of ${reference} to ${recipient}`;
const mailOf = ({ bundle, message_id, email }: NotificationRow) => `<${bundle ?? message_id}@127.0.0.1> ${email}`;

/**
 * Each step is told once to each whom it is for, and each mail that was taken is one of these. Answers how many came again
 * because somebody was killed while they were sent.
 */
export function judgeMails(
  { notifications, mails }: Evidence,
  steps: Steps,
  struck: readonly Struck[],
  find: Find,
): number {
  judgeRows(notifications, steps, find);
  const taken = Map.groupBy(mails, ({ messageId, to }) => `${messageId} ${to}`);
  const meant = Map.groupBy(notifications, mailOf);
  for (const [mail, told] of meant) for (const one of told) judgeSent(one, taken.get(mail) ?? [], find);
  return judgeTaken(taken, meant, struck, find);
}

/** What is to be told is what happened, to whom the plan says. */
function judgeRows(notifications: readonly NotificationRow[], steps: Steps, find: Find): void {
  const rows = Map.groupBy(notifications, nameOf);
  for (const { row, one } of steps)
    for (const person of one.tell) {
      const name = `${one.key} of ${row.reference} to ${person}`;
      const told = rows.get(name) ?? [];
      rows.delete(name);
      if (told.length === 0) find('lost', `${name} was never to be told`);
      if (told.length > 1)
        find('twice', `${name} was told through ${told.map(({ channel }) => channel).join(' and ')}`);
    }
  for (const name of rows.keys()) find('twice', `${name} was told, and there was no reason to`);
}

function judgeSent(one: NotificationRow, copies: readonly Taken[], find: Find): void {
  if (one.outcome !== 'sent') find('lost', `${nameOf(one)} is ${one.outcome ?? 'still waiting'}`);
  else if (copies.length === 0) find('lost', `${nameOf(one)} is written down as sent, and no mail was taken`);
  for (const { names, at } of copies)
    if (!names.includes(one.reference)) find('lost', `${nameOf(one)} is not in its mail that was taken at ${at}`);
}

function judgeTaken(taken: Mails, meant: Meant, struck: readonly Struck[], find: Find): number {
  let repeated = 0;
  for (const [mail, copies] of taken) {
    const told = meant.get(mail) ?? [];
    repeated += copies.length - 1;
    if (told.length === 0) find('twice', `${mail} was taken at ${copies[0]!.at}, and no notification is told in it`);
    else if (copies.length > 1 && !wasInFlight(copies, told, struck))
      find('twice', `${nameOf(told[0]!)} ${cameAt(copies, told)}, and nobody was killed then`);
  }
  return repeated;
}

const cameAt = (copies: readonly Taken[], told: readonly NotificationRow[]) =>
  `came at ${copies.map(({ at }) => at).join(', ')} in ${Math.min(...told.map(({ attempts }) => attempts))} attempts`;

const senders: readonly string[] = ['mail', 'postgres', 'worker', 'second worker'];
/** For how long what a mail server has taken may not be written down yet. */
const flightMs = 1000;

/** Whether each but the last was on its way when one of those was struck who send it, take it or write it down. */
function wasInFlight(copies: readonly Taken[], told: readonly NotificationRow[], struck: readonly Struck[]): boolean {
  if (told.some(({ attempts }) => attempts < copies.length)) return false;
  const during = (at: number, { victims, from, to }: Struck) =>
    victims.some((one) => senders.includes(one)) && at > from - flightMs && at < to + flightMs;
  return copies.slice(0, -1).every(({ at }) => struck.some((blow) => during(at, blow)));
}
