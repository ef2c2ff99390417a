import type { Command } from 'commander';

import type { Event, Run, RunJob } from '../answers.ts';
import { reach } from '../api.ts';
import { happened } from '../incident/show.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

import { follow } from './follow.ts';
import { runOverview } from './overview.ts';

/** `guardia run show TRA-R1`. */
export const addRunShow = (noun: Command): Command =>
  noun.command('show <reference>').description('one run as it stands').action(show);

/** `guardia run follow TRA-R1`. */
export const addFollow = (noun: Command): Command =>
  noun
    .command('follow <reference>')
    .description('tell what happens until it waits for a person or is over; exit code 1 where it has not gone well')
    .action(followed);

/** `guardia run events TRA-R1`. */
export const addEvents = (noun: Command): Command =>
  noun.command('events <reference>').description('what has happened in it').action(events);

/** `guardia run output TRA-R1`. */
export const addOutput = (noun: Command): Command =>
  noun
    .command('output <reference>')
    .description('what machines did for it and said')
    .option('--step <name>', 'of this step alone')
    .action(output);

const pathOf = (reference: string): string => `/runs/${encodeURIComponent(reference)}`;

async function show(reference: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const run = await (await reach(url)).get<Run>(pathOf(reference));
  print(json, run, () => runOverview(run));
}

async function followed(reference: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  await follow(await reach(url), reference, json);
}

async function events(reference: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const answer = await (await reach(url)).get<{ items: readonly Event[] }>(`${pathOf(reference)}/events`);
  print(json, answer, () => [...table(answer.items.map(happened)), '', `Times in ${zone}.`]);
}

async function output(reference: string, _options: object, command: Command): Promise<void> {
  const { json, url, step } = command.optsWithGlobals<Everywhere & { readonly step?: string }>();
  const { items: all } = await (await reach(url)).get<{ items: readonly RunJob[] }>(`${pathOf(reference)}/jobs`);
  const items = all.filter((job) => step === undefined || job.step === step);
  print(json, { items }, () => (items.length === 0 ? ['No machine has done anything.'] : items.flatMap(said)));
}

const said = ({ step, attempt, undo, begunAt, endedAt, outcome, output: words }: RunJob): string[] => [
  paint('bold', `${undo ? 'undoing ' : ''}${step}, try ${attempt}: ${outcome ?? 'running'}`),
  `${local(begunAt)} to ${endedAt === null ? 'now' : local(endedAt)}, ${zone}`,
  ...(words ?? '')
    .split('\n')
    .map((line) => line.replaceAll('\t', '  '))
    .map((line) => `  ${plain(line)}`.trimEnd()),
  '',
];
