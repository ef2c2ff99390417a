import type { Command } from 'commander';

import type { DoorKey } from '../answers.ts';
import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

import { doorKeyLines } from './door-key.ts';

/** `guardia key renew PLAN NAME`. */
export const addRenew = (noun: Command): Command =>
  noun
    .command('renew <plan> <name>')
    .description(
      'make another key for what sends to Guardia, such as integration/prometheus or heartbeat/nightly; those before open for a day more',
    )
    .option(...keyOption)
    .action(renew);

async function renew(plan: string, name: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post('/keys/doors', { plan, name }, key);
  print(json, body, () => doorKeyLines(body as DoorKey));
}
