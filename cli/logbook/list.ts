import type { Command } from 'commander';

import type { Logbook } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia logbook list`. */
export const addLogbookList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what was changed and what has happened, the newest first')
    .option('--plan <plan>')
    .option('--kind <kind>', 'incident, deployment, configuration, maintenance, backup, procedure, degraded or note')
    .option('--service <service>')
    .option('--from <instant>', 'such as 2027-03-01 or 2027-03-01T08:00Z')
    .option('--until <instant>')
    .option('--search <words>', 'words, "a phrase", -word, or')
    .option('--limit <n>', 'at most so many', '50')
    .action(list);

type Options = Everywhere & Readonly<Record<'from' | 'until' | 'search', string | undefined>>;

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, from, until, search, ...rest } = command.optsWithGlobals<Options>();
  const wanted = Object.entries({
    ...rest,
    from: instant(from, '--from'),
    until: instant(until, '--until'),
    q: search,
  });
  const given = wanted.filter((one): one is [string, string] => typeof one[1] === 'string');
  const api = await reach(url);
  const answer = await api.get<Logbook>(`/logbook?${new URLSearchParams(given).toString()}`);
  print(json, answer, () => lines(answer));
}

function instant(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Undone(`${option}: "${text}" is no instant: write it like 2027-03-01T08:00Z.`);
  return new Date(at).toISOString();
}

function lines({ items, next }: Logbook): string[] {
  if (items.length === 0) return ['There is nothing.'];
  const rows = items.map(({ at, plan, kind, what, reference, service, by, title }) => [
    local(at),
    plan ?? '',
    kind,
    what,
    plain(reference ?? ''),
    service ?? '',
    by ?? '',
    plain(title),
  ]);
  const [head, ...others] = table([['AT', 'PLAN', 'KIND', 'WHAT', 'REFERENCE', 'SERVICE', 'BY', 'TITLE'], ...rows], 7);
  return [
    paint('bold', head!),
    ...others,
    '',
    ...(next === null ? [] : ['There is more: narrow it, or say --limit.']),
    `Times in ${zone}.`,
  ];
}
