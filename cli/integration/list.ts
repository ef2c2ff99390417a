import type { Command } from 'commander';

import type { Integrations } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

type Integration = Integrations['items'][number];

/** `guardia integration list`. */
export const addIntegrationList = (noun: Command): Command =>
  noun
    .command('list', { isDefault: true })
    .description('the integrations of the plans in force, how each takes what it is told, and how late that arrived')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Integrations>(`/integrations?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer));
}

function lines({ items, lateness }: Integrations): string[] {
  if (items.length === 0) return ['There are none.', ...lateness.map(late)];
  const [head, ...rows] = table([
    ['INTEGRATION', 'TITLE', 'KIND', 'STATE', 'LAST TOLD', 'LAST FAILED'],
    ...items.map(row),
  ]);
  return [paint('bold', head!), ...rows, ...lateness.map(late)];
}

const row = (one: Integration): string[] => [
  `${one.plan}/${one.name}`,
  plain(one.title),
  one.kind,
  one.lacks === null ? one.state : `${one.state}: ${one.lacks}`,
  one.sentAt ?? 'never',
  one.failedAt === null ? 'never' : `${one.failedAt} ${one.code ?? ''}`.trim(),
];

const late = ({ plan, channel, count, p50Ms, p99Ms }: Integrations['lateness'][number]): string =>
  `${plan} by ${channel}: ${count} in 30 days, half at most ${seconds(p50Ms)} late, 99% at most ${seconds(p99Ms)}.`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
