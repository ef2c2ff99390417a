import type { Command } from 'commander';

import type { Session } from './answers.ts';
import { reach } from './api.ts';
import { keyOption } from './options.ts';
import type { Everywhere, Repeatable } from './options.ts';
import { local, paint, print, table, zone } from './terminal.ts';

/** `guardia session list`. */
export const addSessionList = (noun: Command): Command =>
  noun.command('list').description('the sessions that last, yours or of those whom you administer').action(list);

/** `guardia session revoke ID`. */
export const addSessionRevoke = (noun: Command): Command =>
  noun
    .command('revoke <id>')
    .description('from now on whoever is signed in by it is signed out')
    .option(...keyOption)
    .action(revoke);

async function list(_options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const answer = await api.get<{ items: readonly Session[] }>('/sessions');
  print(json, answer, () => lines(answer.items));
}

function lines(sessions: readonly Session[]): string[] {
  if (sessions.length === 0) return ['Nobody is signed in.'];
  const [head, ...rows] = table([['ID', 'WHO', 'PLAN', 'BY', 'SINCE', 'UNTIL'], ...sessions.map(row)]);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

const row = ({ id, person, plan, key, createdAt, expiresAt }: Session): string[] => [
  id,
  person ?? 'an administrator',
  plan ?? 'all',
  key === null ? 'mail' : `key ${key}`,
  local(createdAt),
  local(expiresAt),
];

async function revoke(id: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post(`/sessions/${encodeURIComponent(id)}/revoke`, undefined, key);
  print(json, body, () => [`The session ${id} is over.`]);
}
