import type { Command } from 'commander';

import type { Run } from '../answers.ts';
import { reach } from '../api.ts';
import { pair } from '../asked.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { follow } from '../run/follow.ts';
import { runOverview } from '../run/overview.ts';
import { print } from '../terminal.ts';

/** How one begins something. */
export interface Starting extends Repeatable {
  readonly follow?: true;
}

interface Options extends Starting {
  readonly answer?: Record<string, string>;
  readonly incident?: string;
}

/** `guardia procedure start PLAN NAME`. */
export const addStart = (noun: Command): Command =>
  noun
    .command('start <plan> <name>')
    .description('begin to carry it out')
    .option('--answer <name=value>', 'what it asks; may be repeated', pair)
    .option('--incident <reference>', 'for this ticket')
    .option('--follow', 'tell what happens until it waits for a person or is over')
    .option(...keyOption)
    .action(start);

async function start(plan: string, name: string, _options: Options, command: Command): Promise<void> {
  const { answer, incident, ...options } = command.optsWithGlobals<Options>();
  return begin({ plan, procedure: name, answers: answer, incident }, options);
}

/** Begins a run and says so, or follows it to its end. */
export async function begin(asked: object, { json, url, key, follow: on }: Starting): Promise<void> {
  const api = await reach(url);
  const { status, body } = await api.post('/runs', asked, key);
  const run = body as Run;
  if (on) return follow(api, run.reference, json);
  const said = `${run.reference} ${status === 201 ? 'has begun' : 'was begun before'}.`;
  print(json, run, () => [said, '', ...runOverview(run)]);
}
