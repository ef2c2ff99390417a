import type { Command } from 'commander';

import type { Everywhere } from '../options.ts';
import { plain, print } from '../terminal.ts';

import { contentOf, findPlan } from './side.ts';

/** `guardia plan diff OLD NEW`. */
export const addDiff = (plan: Command): Command =>
  plan
    .command('diff <old> <new>')
    .description('say what is different between two plans: files, or applied versions as SLUG or SLUG@VERSION')
    .addHelpText('after', '\nPlans are compared by what they mean. Exit code: 0, also when they are different.')
    .action(diff);

async function diff(old: string, young: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const { diffPlans, diffTexts } = await import('../../language/diff.ts');
  const before = await contentOf(await findPlan(old, url));
  const after = await contentOf(await findPlan(young, url));
  const changes = [...diffPlans(before.written, after.written), ...diffTexts(before.texts, after.texts)];
  print(json, changes, () =>
    changes.length === 0 ? ['Both mean the same.'] : changes.map(({ sentence }) => plain(sentence)),
  );
}
