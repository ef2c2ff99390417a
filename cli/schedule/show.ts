import type { Command } from 'commander';

import type { ScheduleHistory } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table } from '../terminal.ts';
import { spellSpan } from '../../language/time/span.ts';

import { outcomeOf } from './list.ts';
import { pathOf } from './path.ts';

/** `guardia schedule show PLAN/NAME`. */
export const addScheduleShow = (noun: Command): Command =>
  noun
    .command('show <schedule>')
    .description('one of them, such as transport/reviews/access, with what it has begun and left out')
    .action(show);

async function show(which: string, _options: object, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const one = await api.get<ScheduleHistory>(pathOf(which));
  print(json, one, () => lines(one));
}

function lines(one: ScheduleHistory): string[] {
  const { plan, name, title, every, timezone, onChangeOf, next, paused, history } = one;
  const heads = ['DUE', 'BEGUN', 'LATE BY', 'WHAT CAME OF IT', 'WHY'];
  const [head, ...rows] = table([heads, ...history.map(row)], 3);
  return [
    `${plan}/${name}  ${plain(title)}`,
    `every ${every}, by the clocks of ${timezone}`,
    ...(onChangeOf.length === 0 ? [] : [`on change of: ${onChangeOf.map(plain).join(', ')}`]),
    `next: ${next.length === 0 ? 'never' : next.map((each) => each.local).join(', ')}`,
    ...(paused === null ? [] : [`paused until ${local(paused.until)} by ${paused.by}: ${plain(paused.reason)}`]),
    '',
    ...(history.length === 0 ? ['It has not come round yet.'] : [paint('bold', head!), ...rows]),
  ];
}

const row = (past: ScheduleHistory['history'][number]): string[] => [
  past.local,
  local(past.begunAt),
  past.lateMs === null ? '' : late(past.lateMs),
  outcomeOf(past),
  past.reason === null
    ? [past.why, past.askedBy].filter((part) => part !== null).join(' by ')
    : `${past.pausedBy ?? ''}: ${plain(past.reason)}`,
];

const late = (ms: number): string => spellSpan(Math.floor(ms / 1000) * 1000);
