import type { Command } from 'commander';

import type { BackupShown } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, plain, print, table, zone } from '../terminal.ts';

import { objective, roughly, size } from './figures.ts';
import { pathOf } from './path.ts';

const shown = 20;

/** `guardia backup show PLAN/NAME`. */
export const addBackupShow = (noun: Command): Command =>
  noun
    .command('show <backup>')
    .description('one of them, such as transport/database, with its copies and restore tests')
    .action(show);

async function show(which: string, _options: object, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const one = await api.get<BackupShown>(pathOf(which));
  print(json, one, () => lines(one));
}

function lines(one: BackupShown): string[] {
  const kept = Object.entries(one.keep ?? {}).map(([level, age]) => `${level} ${age}`);
  const objectives = (['rpo', 'rto', 'proof'] as const).flatMap((name) =>
    one[name] === null ? [] : [`${name}: ${objective(one[name])}`],
  );
  return [
    `${one.plan}/${one.name}  ${plain(one.title)}`,
    `${one.status}; ${one.mode} by ${one.driver} ${one.every}, opens ${one.opens ?? 'nothing'}`,
    `${one.count} good copies, ${size(one.bytes)}; kept ${kept.join(', ') || 'for ever'}`,
    ...objectives,
    ...(one.nextAt === null ? [] : [`next ${local(one.nextAt)}`]),
    '',
    ...table(one.history.slice(0, shown).map(copyRow)),
    ...(one.tests.length === 0 ? [] : ['', 'Restore tests:', ...table(one.tests.slice(0, shown).map(testRow))]),
    `Times in ${zone}.`,
  ];
}

const took = (ms: number | null): string => (ms === null ? '' : roughly(ms));

const copyRow = (one: BackupShown['history'][number]): string[] => [
  String(one.id),
  local(one.beganAt),
  one.deletedAt === null ? one.status : `gone${one.gone === null ? '' : `: ${one.gone}`}`,
  one.mode,
  size(one.bytes),
  took(one.ms),
  plain(one.place),
  one.provenAt === null ? '' : 'restored',
  one.why ?? one.verdict ?? '',
];

const testRow = (one: BackupShown['tests'][number]): string[] => [
  local(one.beganAt),
  one.status,
  took(one.ms),
  one.copy === null ? '' : `copy ${one.copy}`,
  one.why ?? '',
];
