import type { Command } from 'commander';

import type { Maintenances } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table } from '../terminal.ts';

/** `guardia maintenance list`. */
export const addMaintenanceList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what is or was announced, the latest first, and how far it has come')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Maintenances>(`/maintenance?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: Maintenances['items']): string[] {
  if (items.length === 0) return ['There is none.'];
  const heads = ['PLAN', 'RUN', 'STATE', 'FROM', 'UNTIL', 'KIND', 'TITLE', 'SERVICES', 'MOVED BECAUSE'];
  const [head, ...rows] = table([heads, ...items.map(row)], 2);
  return [paint('bold', head!), ...rows];
}

const row = (one: Maintenances['items'][number]): string[] => [
  one.plan,
  one.run,
  one.state,
  local(one.from),
  local(one.until),
  one.kind,
  plain(one.title),
  one.services.length === 0 ? 'all' : one.services.join(', '),
  one.movedBecause ?? '',
];
