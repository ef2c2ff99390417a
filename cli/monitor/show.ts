import type { Command } from 'commander';

import type { MonitorResults } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, plain, print, table, zone } from '../terminal.ts';

import { statusOf } from './list.ts';
import { pathOf } from './path.ts';

const shown = 20;

/** `guardia monitor show PLAN/KIND/NAME`. */
export const addMonitorShow = (noun: Command): Command =>
  noun
    .command('show <monitor>')
    .description('one of them, such as transport/check/api, with its last results')
    .action(show);

async function show(which: string, _options: object, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const one = await api.get<MonitorResults>(pathOf(which));
  print(json, one, () => lines(one));
}

function lines(one: MonitorResults): string[] {
  const { plan, kind, name, title, every, opens, since, muted, last, results } = one;
  return [
    `${plan}/${kind}/${name}  ${plain(title)}`,
    `${statusOf(one)}${since === null ? '' : ` since ${local(since)}`}`,
    `every ${every}, opens ${opens ?? 'nothing'}`,
    ...(muted === null
      ? []
      : [`muted until ${local(muted.until)} by ${muted.by}${muted.reason === null ? '' : `: ${plain(muted.reason)}`}`]),
    ...(last === null ? [] : [`last looked at ${local(last.at)}: ${plain(last.words ?? '')}`]),
    '',
    ...table(
      results
        .slice(0, shown)
        .map(({ at, ok, ms, words }) => [
          local(at),
          ok === true ? 'good' : 'bad',
          `${ms ?? ''} ms`,
          plain(words ?? ''),
        ]),
    ),
    `Times in ${zone}.`,
  ];
}
