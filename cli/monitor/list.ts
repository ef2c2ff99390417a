import type { Command } from 'commander';

import type { Monitor, Monitors } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia monitor list`. */
export const addMonitorList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what is watched, and how it stands')
    .option('--plan <plan>')
    .option('--status <status>', 'new, up, down, late, unknown, not configured or muted')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Monitors>(`/monitors?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: readonly Monitor[]): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table([['PLAN', 'NAME', 'STATUS', 'TITLE', 'EVERY', 'SINCE', 'LAST'], ...items.map(row)], 3);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

const row = (one: Monitor): string[] => [
  one.plan,
  `${one.kind}/${one.name}`,
  statusOf(one),
  plain(one.title),
  one.every,
  local(one.since),
  plain(one.last?.words ?? ''),
];

/** `down, flapping, muted`. */
export const statusOf = ({ status, flapping, muted }: Monitor): string =>
  [status, flapping && 'flapping', muted !== null && 'muted'].filter((one) => one !== false).join(', ');
