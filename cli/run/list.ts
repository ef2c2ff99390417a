import type { Command } from 'commander';

import type { Run } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

interface Page {
  readonly items: readonly Run[];
  readonly next: string | null;
}

/** `guardia run list`. */
export const addRunList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what is or was carried out, the newest first')
    .option('--plan <plan>')
    .option('--procedure <name>')
    .option('--status <status>', 'running, paused, undoing, done, failed, undone or cancelled')
    .option('--incident <reference>', 'for this ticket')
    .option('--limit <number>', 'how many, up to 100 (default: 25)')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const page = await api.get<Page>(`/runs?${new URLSearchParams(wanted).toString()}`);
  print(json, page, () => lines(page));
}

function lines({ items, next }: Page): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table(
    [['REFERENCE', 'STATUS', 'PROCEDURE', 'TITLE', 'BEGUN', 'STANDS AT'], ...items.map(row)],
    3,
  );
  const more = next === null ? [] : [`There are more: --cursor ${next}`];
  return [paint('bold', head!), ...rows, '', ...more, `Times in ${zone}.`];
}

const row = (run: Run): string[] => [
  run.reference,
  run.status,
  run.procedure,
  plain(run.title),
  local(run.startedAt),
  run.steps
    .filter(({ status }) => ['ready', 'running', 'undoing', 'failed', 'unknown'].includes(status))
    .map(({ name, status }) => `${name} (${status})`)
    .join(', '),
];
