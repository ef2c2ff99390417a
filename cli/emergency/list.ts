import type { Command } from 'commander';

import type { Emergency } from '../answers.ts';
import { reach } from '../api.ts';
import { localIn } from '../on-call/instant.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

type List = Emergency['items'][number];
type Contact = List['contacts'][number];

/** `guardia emergency list`. */
export const addEmergencyList = (noun: Command): Command =>
  noun
    .command('list', { isDefault: true })
    .description('the emergency contacts in their order, and when each was last proven')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Emergency>(`/emergency?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: Emergency['items']): string[] {
  if (items.length === 0) return ['No plan has emergency contacts.'];
  const rows = items.flatMap((one) => one.contacts.flatMap((contact) => rowsOf(one, contact)));
  const [head, ...rest] = table([
    ['PLAN', 'CONTACT', 'WHO', 'BY', 'ANSWERS', 'LAST PROVEN', 'BY THE CLOCKS OF'],
    ...rows,
  ]);
  return [paint('bold', head!), ...rest, ...items.flatMap(tests)];
}

function rowsOf({ plan, timezone }: List, contact: Contact): string[][] {
  const people = contact.people.length === 0 ? [null] : contact.people;
  return people.map((one) => [
    plan,
    contact.who,
    one === null ? 'nobody' : plain(one.name),
    plain(contact.by.join(', ')),
    answers(contact, timezone),
    one?.provenAt == null ? 'never' : localIn(timezone, one.provenAt),
    timezone,
  ]);
}

const answers = ({ answersNow, answersFrom }: Contact, timezone: string): string =>
  answersNow ? 'now' : answersFrom === null ? 'never' : `from ${localIn(timezone, answersFrom)}`;

function tests({ plan, test, last, timezone }: List): string[] {
  const next =
    test?.next == null ? [] : [`The next test of ${plan} is on ${localIn(timezone, test.next)} ${timezone}.`];
  if (last === null) return next;
  const said =
    { met: 'answered in time', breached: 'not answered in time' }[last.state as string] ?? 'not answered yet';
  return [`The last test of ${plan}, ${last.reference}, was ${said}.`, ...next];
}
