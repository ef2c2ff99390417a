import type { Command } from 'commander';

import type { Change } from '../../language/diff.ts';
import type { Everywhere } from '../options.ts';
import { plain, print } from '../terminal.ts';

import { contentOf, findPlans } from './side.ts';
import type { Side } from './side.ts';

/** `guardia plan diff OLD NEW`. */
export const addDiff = (plan: Command): Command =>
  plan
    .command('diff <old> <new>')
    .description('say what is different between two plans: files, or applied versions as SLUG or SLUG@VERSION')
    .addHelpText(
      'after',
      '\nPlans are compared by what they mean. Exit code: 0, also when they are different; 1 where a file has errors.',
    )
    .action(diff);

async function diff(old: string, young: string, _options: Everywhere, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Everywhere>();
  const { diffPlans, diffTexts } = await import('../../language/diff.ts');
  const sides = await findPlans([old, young], options);
  const [before, after] = [await contentOf(sides[0]!), await contentOf(sides[1]!)];
  const changes = [...diffPlans(before.written, after.written), ...diffTexts(before.texts, after.texts)];
  const contacts = await contactsOf(sides);
  print(options.json, changes, () => [...changes.map(({ sentence }) => plain(sentence)), ...ending(changes, contacts)]);
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
