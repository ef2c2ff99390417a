import type { Command } from 'commander';

import { formatFinding, refuses } from '../../language/finding.ts';
import type { Everywhere } from '../options.ts';
import { Refused, Undone } from '../ends.ts';
import { print } from '../terminal.ts';

/** `guardia plan check FILE…`. */
export const addCheck = (plan: Command): Command =>
  plan
    .command('check <files...>')
    .description('say what is wrong with plan files, or with all in a folder')
    .action(check);

async function check(files: string[], _options: Everywhere, command: Command): Promise<void> {
  // Holidays and time zones take a moment to load, which the other commands need not wait for.
  const { loadPlans } = await import('../../language/load.ts');
  const loaded = await loadPlans(files, process.env);
  if (loaded.length === 0) throw new Undone(`There is no plan file in ${files.join(', ')}.`);
  const findings = loaded.flatMap((one) => one.findings);
  print(command.optsWithGlobals<Everywhere>().json, findings, () =>
    loaded.flatMap((one) => [
      ...one.findings.map(formatFinding),
      ...(refuses(one.findings) ? [] : [`${one.file} is fine`]),
    ]),
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (refuses(findings)) throw new Refused(errors === 1 ? 'There is 1 error.' : `There are ${errors} errors.`);
}
