import type { Command } from 'commander';

import type { Retention } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, plain, print, table, zone } from '../terminal.ts';

import { size } from './figures.ts';
import { pathOf } from './path.ts';

/** `guardia backup retention PLAN/NAME --dry-run`. */
export const addRetention = (noun: Command): Command =>
  noun
    .command('retention <backup>')
    .description('which of its copies stay and which would go now; they go after each backup')
    .requiredOption('--dry-run', 'delete nothing: only say it')
    .action(retention);

async function retention(which: string, _options: object, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const { body } = await api.post(`${pathOf(which)}/retention`, { dryRun: true });
  const answer = body as Retention;
  print(json, answer, () => lines(answer.items));
}

function lines(items: Retention['items']): string[] {
  if (items.length === 0) return ['There are no copies.'];
  const going = items.filter(({ stays }) => !stays).length;
  return [...table(items.map(row)), '', `${items.length - going} stay, ${going} go. Times in ${zone}.`];
}

const row = (one: Retention['items'][number]): string[] => [
  String(one.copy),
  local(one.madeAt),
  size(one.bytes),
  plain(one.place),
  one.stays ? 'stays' : 'goes',
  one.why,
  one.until === null ? '' : `until ${local(one.until)}`,
];
