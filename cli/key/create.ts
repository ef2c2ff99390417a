import type { Command } from 'commander';

import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

interface Options extends Repeatable {
  readonly plan?: string;
  readonly person?: string;
  readonly label?: string;
}

/** `guardia key create`. */
export const addCreate = (noun: Command): Command =>
  noun
    .command('create')
    .description('make a key for yourself or, as who administers the plan, for a person of it; it is shown this once')
    .option('--plan <plan>')
    .option('--person <person>')
    .option('--label <label>', 'what it is for')
    .option(...keyOption)
    .action(create);

async function create(_options: Options, command: Command): Promise<void> {
  const { json, url, key, plan, person, label } = command.optsWithGlobals<Options>();
  const api = await reach(url);
  const { body } = await api.post('/keys', { plan, person, label }, key);
  print(json, body, () => [(body as { key: string }).key]);
}
