import type { Command } from 'commander';

import { parseSpan } from '../../language/time/span.ts';
import type { BegunSchedule, Schedule } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, print, zone } from '../terminal.ts';

import { pathOf } from './path.ts';

/** `guardia schedule pause PLAN/NAME --reason … --until …`. */
export const addPause = (noun: Command): Command =>
  noun
    .command('pause <schedule>')
    .description('have it begin nothing for a while; then it goes on by itself')
    .requiredOption('--reason <text>', 'why: it stands in its history beside what was skipped')
    .option('--until <instant>', 'such as 2027-04-05T09:00+03:00; at most 90 days from now, and that without it')
    .option('--for <span>', 'the same as a span, such as 2h or 3 days')
    .option(...keyOption)
    .action(pause);

/** `guardia schedule resume PLAN/NAME`. */
export const addResume = (noun: Command): Command =>
  noun
    .command('resume <schedule>')
    .description('end a pause now')
    .option(...keyOption)
    .action(resume);

/** `guardia schedule run PLAN/NAME`. */
export const addScheduleRun = (noun: Command): Command =>
  noun
    .command('run <schedule>')
    .description('begin now what it begins, paused or not')
    .option(...keyOption)
    .action(run);

type Options = Repeatable & { readonly reason: string; readonly until?: string; readonly for?: string };

async function pause(which: string, _options: Options, command: Command): Promise<void> {
  const { json, url, key, reason, ...end } = command.optsWithGlobals<Options>();
  const path = pathOf(which);
  const until = endOf(end);
  const api = await reach(url);
  const { body } = await api.post(`${path}/pause`, { reason, ...(until !== undefined && { until }) }, key);
  const { paused } = body as Schedule;
  print(json, body, () => [`${which} is paused until ${local(paused?.until ?? null)}. Times in ${zone}.`]);
}

function endOf({ until, for: span }: Pick<Options, 'until' | 'for'>): string | undefined {
  if (until !== undefined && span !== undefined) throw new Undone('Say --until or --for, not both.');
  if (span !== undefined) {
    const read = parseSpan(span);
    if ('problem' in read) throw new Undone(`--for: ${read.problem}.`);
    return new Date(Date.now() + read.value).toISOString();
  }
  if (until === undefined) return undefined;
  if (Number.isNaN(Date.parse(until)))
    throw new Undone(`--until: "${until}" is no instant: write it like 2027-04-05T09:00+03:00.`);
  return new Date(until).toISOString();
}

async function resume(which: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const path = pathOf(which);
  const { body } = await (await reach(url)).post(`${path}/resume`, undefined, key);
  print(json, body, () => [`${which} goes on, next ${(body as Schedule).next[0]?.local ?? 'never'}.`]);
}

async function run(which: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const path = pathOf(which);
  const { body } = await (await reach(url)).post(`${path}/run`, undefined, key);
  print(json, body, () => [`${which} has begun ${(body as BegunSchedule).began}.`]);
}
