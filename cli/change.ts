import type { Command } from 'commander';

import type { Change } from './answers.ts';
import { reach } from './api.ts';
import { keyOption } from './options.ts';
import type { Repeatable } from './options.ts';
import { plain, print } from './terminal.ts';

/** `guardia change PLAN "The source sheets"`. */
export const addChange = (program: Command): Command =>
  program
    .command('change <plan> <what>')
    .description('say that something has changed, and begin what the plan does on it')
    .option('--service <service>')
    .option('--reference <text>', 'what it is elsewhere: a commit, a file, a version')
    .option('--note <text>')
    .option(...keyOption)
    .action(change);

async function change(plan: string, what: string, _options: object, command: Command): Promise<void> {
  const { json, url, key, ...more } = command.optsWithGlobals<Repeatable & Record<string, string>>();
  const { body } = await (await reach(url)).post('/changes', { plan, what, ...more }, key);
  const { began, checks } = body as Change;
  print(json, body, () => [
    `“${plain(what)}” is written into the logbook of ${plan}.`,
    ...began.map((one) => `${one.name} has begun ${one.what}.`),
    ...checks.map((one) => `${one} is looked at now.`),
  ]);
}
