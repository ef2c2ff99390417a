import type { Command } from 'commander';

import type { Schedules } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

/** `guardia schedule list`. */
export const addScheduleList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what comes round by itself under the plans in force, and when next')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Schedules>(`/schedules?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: Schedules['items']): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table([['PLAN', 'NAME', 'TITLE', 'EVERY', 'NEXT', 'BY THE CLOCKS OF'], ...items.map(row)], 2);
  return [paint('bold', head!), ...rows];
}

const row = ({ plan, name, title, every, next, timezone }: Schedules['items'][number]): string[] => [
  plan,
  name,
  plain(title),
  every,
  next[0]?.local ?? 'never',
  timezone,
];
