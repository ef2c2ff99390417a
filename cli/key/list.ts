import type { Command } from 'commander';

import type { Key } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia key list`. */
export const addKeyList = (noun: Command): Command =>
  noun
    .command('list')
    .description('every key there is or was of yours, or of those whom you administer, without its secret')
    .action(list);

async function list(_options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const answer = await api.get<{ items: readonly Key[] }>('/keys');
  print(json, answer, () => lines(answer.items));
}

function lines(keys: readonly Key[]): string[] {
  const [head, ...rows] = table([['ID', 'FOR', 'PLAN', 'LABEL', 'CREATED', 'REVOKED'], ...keys.map(row)]);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

const row = ({ id, person, plan, label, createdAt, revokedAt }: Key): string[] => [
  id,
  person ?? 'an administrator',
  plan ?? 'all',
  plain(label),
  local(createdAt),
  local(revokedAt),
];
