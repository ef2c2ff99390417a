import type { Command } from 'commander';

import type { Explained } from '../../language/explain.ts';
import type { Json } from '../../language/json.ts';
import type { Everywhere } from '../options.ts';
import { plain, print, table } from '../terminal.ts';

import { findPlans } from './side.ts';
import type { Side } from './side.ts';

/** `guardia plan show FILE|SLUG[@VERSION]`. */
export const addPlanShow = (plan: Command): Command =>
  plan
    .command('show <plan>')
    .description('every value of a plan and where it came from: a file, or an applied version as SLUG or SLUG@VERSION')
    .action(show);

async function show(name: string, _options: Everywhere, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Everywhere>();
  const [side] = await findPlans([name], options);
  const values = await explained(side!);
  print(options.json, values, () => table(values.map(row), 1));
}

async function explained(side: Side): Promise<readonly Explained[]> {
  const { explainFile, explainVersion } = await import('../../language/explain.ts');
  return side.kind === 'file'
    ? explainFile(side.loaded.text, side.loaded.file, process.env)
    : explainVersion(side.plan.written as Json, side.plan.version);
}

const row = ({ path, value, from, recorded }: Explained): readonly string[] => [
  path,
  plain(shown(value)),
  from,
  recorded ? 'recorded, not executed' : '',
];

const shown = (value: Explained['value']): string =>
  Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : typeof value === 'string' ? value : JSON.stringify(value);
