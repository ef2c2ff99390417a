import type { Command } from 'commander';

import type { LogbookEntry } from '../answers.ts';
import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, plain, print, zone } from '../terminal.ts';

/** `guardia logbook add --plan PLAN --kind deployment --title TITLE`. */
export const addLogbookAdd = (noun: Command): Command =>
  noun
    .command('add')
    .description('write down what was changed, for good')
    .requiredOption('--plan <plan>')
    .requiredOption('--kind <kind>', 'deployment, configuration, maintenance or note')
    .requiredOption('--title <title>')
    .option('--text <text>')
    .option('--service <service>')
    .option('--reference <reference>', 'what it is elsewhere: a version, a commit')
    .option('--at <instant>', 'when it happened, such as 2027-03-01T08:00:00Z (default: now)')
    .option(...keyOption)
    .action(add);

async function add(_options: object, command: Command): Promise<void> {
  const { json, url, key, ...entry } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post('/logbook', entry, key);
  const { at, kind, title } = body as LogbookEntry;
  print(json, body, () => [`${local(at)}  ${kind}  ${plain(title)}`, `Times in ${zone}.`]);
}
