import type { Command } from 'commander';

import type { Change } from '../../language/diff.ts';
import { refuses } from '../../language/finding.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { plain, print } from '../terminal.ts';

import { send } from './apply.ts';
import { loadFiles, tellFindings } from './check.ts';
import { impactLines, notRetroactive } from './impact.ts';
import { contentOf, findPlans } from './side.ts';
import type { Side } from './side.ts';

interface Options extends Everywhere {
  readonly impact?: true;
  readonly notRetroactive?: true;
}

/** `guardia plan diff OLD NEW`, and `guardia plan diff FILE --impact`. */
export const addDiff = (plan: Command): Command =>
  plan
    .command('diff <old> [new]')
    .description('say what is different between two plans: files, or applied versions as SLUG or SLUG@VERSION')
    .option('--impact', 'of one file: what moving open incidents to it would do, before `plan apply --migrate` does it')
    .option(...notRetroactive)
    .addHelpText(
      'after',
      '\nPlans are compared by what they mean. Exit code: 0, also when they are different; 1 where a file has errors.',
    )
    .action(diff);

async function diff(old: string, young: string | undefined, _options: Options, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  if (options.impact) return tellImpact(young === undefined ? [old] : [old, young], options);
  if (young === undefined) throw new Undone('Name two plans to compare, or one file with --impact.');
  const { diffPlans, diffTexts } = await import('../../language/diff.ts');
  const sides = await findPlans([old, young], options);
  const [before, after] = [await contentOf(sides[0]!), await contentOf(sides[1]!)];
  const changes = [...diffPlans(before.written, after.written), ...diffTexts(before.texts, after.texts)];
  const contacts = await contactsOf(sides);
  print(options.json, changes, () => [...changes.map(({ sentence }) => plain(sentence)), ...ending(changes, contacts)]);
}

/** What is different from the version in force, and what that would mean for open incidents. */
async function tellImpact(files: readonly string[], options: Options): Promise<void> {
  if (files.length > 1) throw new Undone('With --impact name one file: it is compared with the version in force.');
  const [loaded, ...more] = await loadFiles(files);
  if (more.length > 0) throw new Undone('With --impact name one file, not a folder of several.');
  if (refuses(loaded!.findings)) return tellFindings([loaded!], { ...(options.json && { json: options.json }) });
  const { changes, impact } = await send(await reach(options.url), loaded!, { ...options, dryRun: true });
  print(options.json, { changes, impact }, () => [
    ...changes.map(({ sentence }) => plain(sentence)),
    ...(changes.length === 0 ? ['It means the same as the version in force.'] : []),
    '',
    ...impactLines(impact!),
  ]);
}

/** Whether two files tell of other contacts; an applied version tells nobody of any. */
async function contactsOf(sides: readonly Side[]): Promise<'differ' | 'same'> {
  const { contactsDiffer } = await import('../../language/contacts.ts');
  const [before, after] = sides.map((side) => (side.kind === 'file' ? side.loaded.text : ''));
  return contactsDiffer(before!, after!) ? 'differ' : 'same';
}

function ending(changes: readonly Change[], contacts: 'differ' | 'same'): readonly string[] {
  if (contacts === 'differ' && changes.length > 0)
    return ['Contacts differ too; they are kept apart and not compared.'];
  if (contacts === 'differ') return ['Both mean the same but for contacts, which are kept apart and not compared.'];
  return changes.length === 0 ? ['Both mean the same.'] : [];
}
