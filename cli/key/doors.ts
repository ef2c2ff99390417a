import type { Command } from 'commander';

import type { Door } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, print, table, zone } from '../terminal.ts';

/** `guardia key doors`. */
export const addDoors = (noun: Command): Command =>
  noun.command('doors').description('what sends to Guardia, and by which keys, without their secrets').action(doors);

async function doors(_options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const answer = await api.get<{ items: readonly Door[] }>('/keys/doors');
  print(json, answer, () => lines(answer.items));
}

function lines(all: readonly Door[]): string[] {
  if (all.length === 0) return ['Nothing sends to Guardia under these plans.'];
  const [head, ...rows] = table([['PLAN', 'NAME', 'KIND', 'KEY', 'MADE', 'ENDS'], ...all.flatMap(rowsOf)]);
  return [paint('bold', head!), ...rows, '', `Times in ${zone}.`];
}

function rowsOf({ plan, name, kind, given, keys }: Door): string[][] {
  const row = (key: string, made = '', ends = '') => [plan, name, kind, key, made, ends];
  if (given !== null) return [row(given.configured ? given.as : `${given.as} is not configured`)];
  if (keys.length === 0) return [row(`none: guardia key renew ${plan} ${name}`)];
  return keys.map(({ id, madeAt, endsAt }) => row(id, local(madeAt), local(endsAt)));
}
