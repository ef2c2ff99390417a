import type { Command } from 'commander';

import type { ReceivedOne } from '../answers.ts';
import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { plain, print } from '../terminal.ts';

/** `guardia alert replay ID`. */
export const addReplay = (noun: Command): Command =>
  noun
    .command('replay <id>')
    .description('have something that was received heard again, as if it came now')
    .option(...keyOption)
    .action(replay);

async function replay(id: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post(`/alerts/${encodeURIComponent(id)}/replay`, undefined, key);
  print(json, body, () => lines(body as ReceivedOne));
}

const lines = ({ id, outcome = [], error }: ReceivedOne): string[] =>
  error === null
    ? outcome.map(({ key, did, reference }) => plain(`${did}${reference === null ? '' : ` ${reference}`}: ${key}`))
    : [`It could not be heard, as ${id}: ${plain(error)}`];
