import type { Command } from 'commander';

import type { Procedure } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

/** `guardia procedure list`. */
export const addProcedureList = (noun: Command): Command =>
  noun.command('list').description('what can be begun under the plans in force').option('--plan <plan>').action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<{ items: readonly Procedure[] }>(
    `/procedures?${new URLSearchParams(wanted).toString()}`,
  );
  print(json, answer, () => lines(answer.items));
}

function lines(items: readonly Procedure[]): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table([['PLAN', 'NAME', 'STEPS', 'TITLE', 'ASKS'], ...items.map(row)], 3);
  return [paint('bold', head!), ...rows];
}

const row = ({ plan, name, title, steps, asks }: Procedure): string[] => [
  plan,
  name,
  String(steps.length),
  plain(title),
  Object.keys(asks).join(', '),
];
