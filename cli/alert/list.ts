import type { Command } from 'commander';

import type { Received } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia alert list`. */
export const addAlertList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what was received within the last week, the latest first')
    .option('--plan <plan>')
    .option('--source <source>', 'such as integration/prometheus')
    .option('--state <state>', 'waiting, heard or failed')
    .option('--cursor <cursor>', 'where the last list ended')
    .option('--limit <count>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Received>(`/alerts?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer));
}

function lines({ items, next }: Received): string[] {
  if (items.length === 0) return ['Nothing was received.'];
  const [head, ...rows] = table([['ID', 'AT', 'PLAN', 'SOURCE', 'DID'], ...items.map(row)]);
  const more = next === null ? [] : [`More: --cursor ${next}`];
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`, ...more];
}

const row = ({ id, at, plan, source, heardAt, outcome = [], error }: Received['items'][number]): string[] => [
  String(id),
  local(at),
  plan,
  source,
  plain(error ?? (heardAt === null ? 'waits' : outcome.map(said).join(', '))),
];

const said = ({ did, reference }: { did: string; reference: string | null }): string =>
  reference === null ? did : `${did} ${reference}`;
