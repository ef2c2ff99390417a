import type { Command } from 'commander';

import { counted, isFine } from '../../language/finding.ts';
import type { Loaded } from '../../language/load.ts';
import type { Everywhere } from '../options.ts';
import { Refused, Undone } from '../ends.ts';
import { print } from '../terminal.ts';

import { detailsOf, linesOf } from './findings.ts';

/** `guardia plan check FILE…`. */
export const addCheck = (plan: Command): Command =>
  plan
    .command('check <files...>')
    .description('say what is wrong with plan files, or with all in a folder')
    .option('--all', 'show notes and what is accepted in full')
    .action(check);

interface Options extends Everywhere {
  readonly all?: true;
}

async function check(files: string[], _options: Options, command: Command): Promise<void> {
  tellFindings(await loadFiles(files), command.optsWithGlobals<Options>());
}

/** Reads and checks plan files. Throws `Undone` where there is none. */
export async function loadFiles(files: readonly string[]): Promise<readonly Loaded[]> {
  // Holidays and time zones take a moment to load, which the other commands need not wait for.
  const { loadPlans } = await import('../../language/load.ts');
  const loaded = await loadPlans(files, process.env);
  if (loaded.length === 0) throw new Undone(`There is no plan file in ${files.join(', ')}.`);
  return loaded;
}

/** Prints what was found. Throws where something should be changed. */
export function tellFindings(loaded: readonly Loaded[], { json, all }: Options): void {
  const findings = loaded.flatMap((one) => one.findings);
  const unread = findings.filter(({ rule }) => rule === 'unreadable');
  const read = loaded.filter(({ file }) => unread.every((one) => one.file !== file));
  // Where there is one file, what ends the command says how many there are.
  const told = loaded.length === 1 && !isFine(findings) ? detailsOf : linesOf;
  if (json || read.length > 0) print(json, findings, () => read.flatMap((one) => told(one, all === true)));
  if (unread.length > 0) throw new Undone(unread.map(({ file, message }) => `${file}: ${message}.`).join('\n'));
  if (isFine(findings)) return;
  const count = counted(findings.filter(({ accepted }) => accepted === undefined));
  throw new Refused(`There ${count.startsWith('1 ') ? 'is' : 'are'} ${count}.`);
}
