import type { Command } from 'commander';

import type { PlanHistory } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, zone } from '../terminal.ts';

/** `guardia plan history SLUG`. */
export const addHistory = (plan: Command): Command =>
  plan
    .command('history <slug>')
    .description('every version of an applied plan: when, by whom, and what it changed')
    .action(history);

async function history(slug: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const answer = await api.get<PlanHistory>(`/plans/${encodeURIComponent(slug)}/versions`);
  print(json, answer, () => [...answer.items.flatMap(lines), '', `Times in ${zone}.`]);
}

const lines = ({ version, hash, appliedAt, appliedBy, changes }: PlanHistory['items'][number]): readonly string[] => [
  paint('bold', `version ${version}  ${local(appliedAt)}  by ${plain(appliedBy)}  ${hash.slice(0, 12)}`),
  ...changes.map(({ sentence }) => `  ${plain(sentence)}`),
];
