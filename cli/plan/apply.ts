import type { Command } from 'commander';

import { refuses } from '../../language/finding.ts';
import type { Finding } from '../../language/finding.ts';
import type { Loaded } from '../../language/load.ts';
import type { AppliedPlan } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { plain, print } from '../terminal.ts';

import { loadFiles, tellFindings } from './check.ts';
import { linesOf } from './findings.ts';

interface Options extends Everywhere {
  readonly dryRun?: true;
}

/** `guardia plan apply FILE…`. */
export const addApply = (plan: Command): Command =>
  plan
    .command('apply <files...>')
    .description('put plan files in force, with the Markdown that they name (for administrators)')
    .option('--dry-run', 'say what would change, and change nothing')
    .action(apply);

/** All files are checked before the first one is applied. */
async function apply(files: string[], _options: Options, command: Command): Promise<void> {
  const { json, url, dryRun } = command.optsWithGlobals<Options>();
  const loaded = await loadFiles(files);
  if (refuses(loaded.flatMap(({ findings }) => findings))) return tellFindings(loaded, { ...(json && { json }) });
  const api = await reach(url);
  const answers: AppliedPlan[] = [];
  for (const one of loaded) answers.push(await send(api, one, dryRun === true));
  print(json, answers, () => answers.flatMap((answer, index) => lines(loaded[index]!, answer)));
}

async function send(api: Api, { file, text, compiled }: Loaded, dryRun: boolean): Promise<AppliedPlan> {
  const { readBeside } = await import('../../language/beside.ts');
  const files = await readBeside(file, compiled?.written ?? null);
  return (await api.post('/plans', { text, file, files, dryRun })).body as AppliedPlan;
}

/** What Guardia finds may be more than what is found here: its environment is another. What is only recorded is for `check` to say. */
const lines = (
  loaded: Loaded,
  { slug, version, changed, dryRun, changes, findings }: AppliedPlan,
): readonly string[] => [
  ...linesOf({ ...loaded, findings: (findings as Finding[]).filter(isNews) }, false),
  `${slug}: ${outcome(version, changed, dryRun, changes.length)}`,
  ...changes.map(({ sentence }) => `  ${plain(sentence)}`),
];

const isNews = ({ rule, accepted }: Finding): boolean => rule !== 'recorded' && accepted === undefined;

function outcome(version: number, changed: boolean, dryRun: boolean, changes: number): string {
  if (changed) return dryRun ? `this would be version ${version}` : `version ${version} is in force`;
  return changes === 0 ? `nothing changed, version ${version} stays` : `version ${version} stays`;
}
