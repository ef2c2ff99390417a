import type { Command } from 'commander';

import { keyOption } from '../options.ts';
import { begin } from '../procedure/start.ts';
import type { Starting } from '../procedure/start.ts';

import { named } from './path.ts';

/** `guardia backup take PLAN/NAME`. */
export const addTake = (noun: Command): Command =>
  asked(noun.command('take <plan> [backup]').description('make a copy now, such as of transport/database')).action(
    starting(''),
  );

/** `guardia backup test PLAN/NAME`. */
export const addTest = (noun: Command): Command =>
  asked(
    noun.command('test <plan> [backup]').description('restore its newest copy now, and see whether it is good'),
  ).action(starting('/restore-test'));

const asked = (command: Command): Command =>
  command.option('--follow', 'tell what happens until it is over').option(...keyOption);

const starting =
  (what: string) =>
  async (plan: string, backup: string | undefined, _options: Starting, command: Command): Promise<void> => {
    const of = named(backup === undefined ? plan : `${plan}/${backup}`);
    return begin({ plan: of.plan, procedure: `backups/${of.name}${what}` }, command.optsWithGlobals<Starting>());
  };
