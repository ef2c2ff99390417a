import type { Command } from 'commander';

import type { Documents } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia document list`. */
export const addDocumentList = (noun: Command): Command =>
  noun
    .command('list')
    .description('documents, runbooks and articles, who keeps them, and when they were last looked over')
    .option('--plan <plan>')
    .option('--status <status>', 'reviewed, due, overdue, new or "not reviewed"')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Documents>(`/documents?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: Documents['items']): string[] {
  if (items.length === 0) return ['There are none.'];
  const heads = ['PLAN', 'NAME', 'TITLE', 'OWNER', 'STATUS', 'REVIEWED', 'NEXT', 'TICKET'];
  const [head, ...rows] = table([heads, ...items.map(row)], 2);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

const row = (one: Documents['items'][number]): string[] => [
  one.plan,
  one.name,
  plain(one.title),
  one.owner.join(', '),
  one.status,
  local(one.reviewedAt),
  local(one.nextAt),
  one.ticket ?? '',
];
