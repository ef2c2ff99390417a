import type { Command } from 'commander';

import { refuses } from '../../language/finding.ts';
import type { Finding } from '../../language/finding.ts';
import type { Loaded } from '../../language/load.ts';
import type { AppliedPlan } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import { Refused } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print } from '../terminal.ts';

import { loadFiles, tellFindings } from './check.ts';
import { doorKeyLines } from '../key/door-key.ts';
import { linesOf } from './findings.ts';
import { impactLines, migrationLines, notRetroactive } from './impact.ts';

interface Options extends Everywhere {
  readonly dryRun?: true;
  readonly migrate?: true;
  /** Absent unless it is false: `--not-retroactive`. */
  readonly notRetroactive?: true;
}

/** `guardia plan apply FILE…`. */
export const addApply = (plan: Command): Command =>
  plan
    .command('apply <files...>')
    .description('put plan files in force, with the Markdown that they name (for administrators)')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--migrate', 'move open incidents to the new version, too; without it they keep theirs')
    .option(...notRetroactive)
    .addHelpText(
      'after',
      '\nExit code: 1 where an incident could not be moved; it keeps its version. Again moves what is left.',
    )
    .action(apply);

/** All files are checked before the first one is applied. */
async function apply(files: string[], _options: Options, command: Command): Promise<void> {
  const { json, url, ...options } = command.optsWithGlobals<Options>();
  const loaded = await loadFiles(files);
  if (refuses(loaded.flatMap(({ findings }) => findings))) return tellFindings(loaded, { ...(json && { json }) });
  const api = await reach(url);
  const answers: AppliedPlan[] = [];
  for (const one of loaded) answers.push(await sendAll(api, one, options));
  print(json, answers, () =>
    answers.flatMap((answer, index) => lines(loaded[index]!, answer, options.migrate === true)),
  );
  const left = answers.flatMap(({ migration }) => (migration === undefined ? [] : stayingIn(migration)));
  const count = left.reduce((sum, one) => sum + one, 0);
  if (count > 0)
    throw new Refused(count === 1 ? '1 incident could not be moved.' : `${count} incidents could not be moved.`);
}

const stayingIn = ({ staying, hidden }: NonNullable<AppliedPlan['migration']>): number => staying.length + hidden;

/** Of many incidents some are moved at a time: it is asked again until all are. */
async function sendAll(api: Api, plan: Loaded, options: Options): Promise<AppliedPlan> {
  const first = await send(api, plan, options);
  let last = first;
  for (; last.migration !== undefined && last.migration.left > 0; last = await send(api, plan, options)) {
    const { moved, left } = last.migration;
    process.stderr.write(`${last.slug}: ${moved} moved to version ${last.version}, ${left} to go\n`);
  }
  return last.migration === undefined ? first : { ...first, migration: last.migration };
}

/** Sends a plan file with the texts that it names. */
export async function send(
  api: Api,
  { file, text, compiled }: Loaded,
  { dryRun, migrate, notRetroactive: fromNow }: Options,
): Promise<AppliedPlan> {
  const { readBeside } = await import('../../language/beside.ts');
  const files = await readBeside(file, compiled?.written ?? null);
  const asked = { dryRun: dryRun === true, ...(migrate && { migrate }), ...(fromNow && { retroactive: false }) };
  return (await api.post('/plans', { text, file, files, ...asked })).body as AppliedPlan;
}

/** What Guardia finds may be more than what is found here: its environment is another. What is only recorded is for `check` to say. */
const lines = (
  loaded: Loaded,
  { slug, version, changed, dryRun, changes, findings, impact, migration, warnings = [], keys = [] }: AppliedPlan,
  migrates: boolean,
): readonly string[] => [
  ...linesOf({ ...loaded, findings: (findings as Finding[]).filter(isNews) }, false),
  `${slug}: ${outcome(version, changed, dryRun, changes.length)}`,
  ...changes.map(({ sentence }) => `  ${plain(sentence)}`),
  ...warnings.map((sentence) => `  ${paint('yellow', 'missing')}: ${plain(sentence)}`),
  ...(migrates && impact !== undefined ? impactLines(impact) : []),
  ...(migration === undefined ? [] : migrationLines(migration)),
  ...keys.flatMap(doorKeyLines),
];

const isNews = ({ rule, accepted }: Finding): boolean => rule !== 'recorded' && accepted === undefined;

function outcome(version: number, changed: boolean, dryRun: boolean, changes: number): string {
  if (changed) return dryRun ? `this would be version ${version}` : `version ${version} is in force`;
  return changes === 0 ? `nothing changed, version ${version} stays` : `version ${version} stays`;
}
