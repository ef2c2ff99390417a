import { setTimeout as pause } from 'node:timers/promises';

import type { Command } from 'commander';

import { parseSpan } from '../../language/time/span.ts';
import type { Monitor, MonitorResults } from '../answers.ts';
import { reach } from '../api.ts';
import { Refused, Undone } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, plain, print, zone } from '../terminal.ts';

import { statusOf } from './list.ts';
import { pathOf } from './path.ts';

/** `guardia monitor mute PLAN/KIND/NAME --for 2h`. */
export const addMute = (noun: Command): Command =>
  noun
    .command('mute <monitor>')
    .description('keep what it finds, and open nothing for a while')
    .requiredOption('--for <span>', 'such as 2h or 30m')
    .option('--reason <text>')
    .option(...keyOption)
    .action(mute);

/** `guardia monitor unmute PLAN/KIND/NAME`. */
export const addUnmute = (noun: Command): Command =>
  noun
    .command('unmute <monitor>')
    .description('hear it again from now on')
    .option(...keyOption)
    .action(unmute);

/** `guardia monitor run PLAN/KIND/NAME`. */
export const addRun = (noun: Command): Command =>
  noun
    .command('run <monitor>')
    .description('have a check looked at now, and wait for what it finds')
    .option(...keyOption)
    .action(run);

type Options = Repeatable & { readonly for: string; readonly reason?: string };

async function mute(which: string, _options: Options, command: Command): Promise<void> {
  const { json, url, key, for: span, reason } = command.optsWithGlobals<Options>();
  const read = parseSpan(span);
  if ('problem' in read) throw new Undone(`--for: ${read.problem}.`);
  const api = await reach(url);
  const until = new Date(Date.now() + read.value).toISOString();
  const { body } = await api.post(`${pathOf(which)}/mute`, { until, ...(reason !== undefined && { reason }) }, key);
  const one = body as Monitor;
  print(json, one, () => [`${which} is muted until ${local(one.muted?.until ?? null)}. Times in ${zone}.`]);
}

async function unmute(which: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post(`${pathOf(which)}/unmute`, undefined, key);
  print(json, body, () => [`${which} is heard again.`]);
}

const patience = { everyMs: 500, tries: 140 };

async function run(which: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  await api.post(`${pathOf(which)}/run`, undefined, key);
  for (let tries = 0; tries < patience.tries; tries += 1) {
    const one = await api.get<MonitorResults>(pathOf(which));
    if (one.askedAt === null) return told(json, which, one);
    await pause(patience.everyMs);
  }
  throw new Undone(`${which} was not looked at in time: is a worker running?`);
}

function told(json: boolean | undefined, which: string, one: MonitorResults): void {
  const { last } = one;
  print(json, one, () => [`${which}: ${plain(last?.words ?? 'nothing was found')} (${statusOf(one)})`]);
  if (last?.ok !== true) throw new Refused(`${which} is not as it should be.`);
}
