import type { Command } from 'commander';

import type { Maintenances } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

/** `guardia maintenance list`. */
export const addMaintenanceList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what is or was announced, the latest first, and how far it has come')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Maintenances>(`/maintenance?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => [
    ...lines(answer.items),
    ...refusals(answer.items),
    ...coming(answer.next),
    `Times in ${zone}.`,
  ]);
}

type Items = Maintenances['items'];

function lines(items: Items): string[] {
  if (items.length === 0) return ['There is none.'];
  const heads = ['PLAN', 'RUN', 'STATE', 'FROM', 'UNTIL', 'KIND', 'TITLE', 'SERVICES', 'NOTICE BY', 'MOVED BECAUSE'];
  return headed([heads, ...items.map(row)]);
}

/** Who could not be told. */
const refusals = (items: Items): string[] =>
  items.flatMap(({ run, refused }) =>
    (refused ?? []).map(
      ({ name, recipient, outcome }) => `${run}: ${plain(name ?? recipient)} could not be told (${outcome}).`,
    ),
  );

function coming(next: Maintenances['next']): string[] {
  if (next.length === 0) return [];
  const rows = next.map(({ plan, from, until, kind, title, announceAt }) => [
    plan,
    local(from),
    local(until),
    kind,
    plain(title),
    local(announceAt),
  ]);
  return ['', ...headed([['PLAN', 'NEXT FROM', 'UNTIL', 'KIND', 'TITLE', 'ANNOUNCED'], ...rows])];
}

function headed(rows: readonly (readonly string[])[]): string[] {
  const [head, ...rest] = table(rows, 4);
  return [paint('bold', head!), ...rest];
}

const row = (one: Items[number]): string[] => [
  one.plan,
  one.run,
  one.state,
  local(one.from),
  local(one.until),
  one.kind,
  plain(one.title),
  one.services.length === 0 ? 'all' : one.services.join(', '),
  one.noticeBy === null ? '' : local(one.noticeBy),
  one.movedBecause ?? '',
];
