import type { Command } from 'commander';

import type { Service, Services } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia service list`. */
export const addServiceList = (noun: Command): Command =>
  noun
    .command('list')
    .description('the services of the plans in force, and how each runs')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Services>(`/services?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: Services['items']): string[] {
  if (items.length === 0) return ['There are none.'];
  const head = ['PLAN', 'SERVICE', 'TITLE', 'MODE', 'SINCE', 'UNTIL', 'REASON'];
  const [first, ...rows] = table([head, ...items.map(row)], 2);
  return [paint('bold', first!), ...rows, '', `Times in ${zone}.`];
}

const row = ({ plan, service, title, mode, since, until, reason }: Service): string[] => [
  plan,
  service,
  plain(title),
  mode,
  local(since),
  local(until),
  plain(reason ?? ''),
];
