import type { Command } from 'commander';

import { spellSpan } from '../../language/time/span.ts';
import type { Procedure } from '../answers.ts';
import { reach } from '../api.ts';
import { Refused } from '../ends.ts';
import { chapter, indented } from '../incident/overview.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

/** `guardia procedure show PLAN NAME`. */
export const addProcedureShow = (noun: Command): Command =>
  noun.command('show <plan> <name>').description('what is done in it, step by step').action(show);

async function show(plan: string, name: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const { items } = await api.get<{ items: readonly Procedure[] }>(
    `/procedures?${new URLSearchParams({ plan }).toString()}`,
  );
  const one = items.find((each) => each.name === name);
  if (one === undefined)
    throw new Refused(`There is no procedure "${name}" under "${plan}": see \`guardia procedure list\`.`);
  print(json, one, () => lines(one));
}

const lines = ({ name, title, description, triggers, asks, withinMs, opens, steps }: Procedure): string[] => [
  paint('bold', `${name}  ${plain(title)}`),
  ...indented(description === null ? [] : description.split('\n').map(plain)),
  ...indented(withinMs === null ? [] : [`takes ${spellSpan(withinMs)} at most`]),
  ...indented(opens === null ? [] : [`an incident of ${opens} where it fails`]),
  ...chapter('Begun when', triggers.map(plain)),
  ...chapter(
    'It asks',
    Object.entries(asks).map(([flag, question]) => `--answer ${flag}=…  ${plain(question)}`),
  ),
  ...chapter('Steps', steps.flatMap(step)),
];

const step = ({ name, title, kind, what, after, withinMs }: Procedure['steps'][number]): string[] => [
  ...table([
    [
      name,
      kind,
      plain(title),
      withinMs === null ? '' : `within ${spellSpan(withinMs)}`,
      after.length === 0 ? '' : `after ${after.join(', ')}`,
    ],
  ]),
  ...what.filter((line) => line !== title).map((line) => `    ${plain(line)}`),
];
