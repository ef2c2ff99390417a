import type { Command } from 'commander';

import type { Backup, Backups } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

import { objective, size } from './figures.ts';

/** `guardia backup list`. */
export const addBackupList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what is copied, and how it stands against RPO, RTO and its proof')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Backups>(`/backups?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

const heads = ['BACKUP', 'STATUS', 'TITLE', 'NEWEST', 'SIZE', 'COPIES', 'RPO', 'RTO', 'PROOF', 'NEXT'];

function lines(items: readonly Backup[]): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table([heads, ...items.map(row)], 2);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

const row = (one: Backup): string[] => [
  `${one.plan}/${one.name}`,
  one.status,
  plain(one.title),
  local(one.newest?.madeAt ?? null),
  size(one.newest?.bytes ?? null),
  String(one.count),
  objective(one.rpo),
  objective(one.rto),
  objective(one.proof),
  local(one.nextAt),
];
