import type { Command } from 'commander';

import type { Schedules } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table } from '../terminal.ts';

/** `guardia schedule list`. */
export const addScheduleList = (noun: Command): Command =>
  noun
    .command('list')
    .description('what comes round by itself under the plans in force, when next, and what the last time came to')
    .option('--plan <plan>')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Schedules>(`/schedules?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

type Schedule = Schedules['items'][number];

function lines(items: readonly Schedule[]): string[] {
  if (items.length === 0) return ['There are none.'];
  const heads = ['PLAN', 'NAME', 'TITLE', 'EVERY', 'NEXT', 'BY THE CLOCKS OF', 'LAST'];
  const [head, ...rows] = table([heads, ...items.map(row)], 2);
  return [paint('bold', head!), ...rows];
}

const row = (one: Schedule): string[] => [
  one.plan,
  one.name,
  plain(one.title),
  one.every,
  nextOf(one),
  one.timezone,
  one.last === null ? '' : `${one.last.local} ${outcomeOf(one.last)}`,
];

const nextOf = ({ next: [first], paused }: Schedule): string =>
  paused === null ? (first?.local ?? 'never') : `paused until ${local(paused.until)}`;

type Done = NonNullable<Schedule['last']>;

/** `TRA-12 resolved`, `skipped, paused`, `overdue, see TRA-13`. */
export function outcomeOf({ outcome, what, status, why, incident }: Done): string {
  if (what !== null) return status === null ? what : `${what} ${status}`;
  if (incident !== null) return `${outcome}, see ${incident}`;
  return why === null ? outcome : `${outcome}, ${why}`;
}
