import type { Command } from 'commander';

import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

/** `guardia key revoke ID`. */
export const addRevoke = (noun: Command): Command =>
  noun
    .command('revoke <id>')
    .description('from now on the key opens nothing')
    .option(...keyOption)
    .action(revoke);

async function revoke(id: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post(`/keys/${encodeURIComponent(id)}/revoke`, undefined, key);
  print(json, body, () => [`The key ${id} is revoked.`]);
}
