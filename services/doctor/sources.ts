import type { Machine } from '../../db/machines.ts';

import { missing } from './item.ts';
import type { Item } from './item.ts';
import { isFresh } from './programs.ts';

/** The backups that could not be made if they were due now, as those say who make them. */
export function ailingSources(slug: string, machines: readonly Machine[]): readonly Item[] {
  const all = machines
    .filter(isFresh)
    .flatMap(({ host, report }) => report.faults.filter(({ plan }) => plan === slug).map((one) => ({ ...one, host })));
  const each = Map.groupBy(all, ({ backup, code, about }) => `${backup} ${code} ${about ?? ''}`);
  return [...each.values()].map((those) => {
    const { backup, code, about } = those[0]!;
    const hosts = those.map(({ host }) => host).join(', ');
    const [words, mend] = known[code] ?? [code, null];
    const says = `${slug}: backups.${backup} could not be made now on ${hosts}: ${words}${about === null ? '' : ` (${about})`}`;
    return missing({ about: 'source', plan: slug, name: backup, says, mend });
  });
}

const known: Readonly<Record<string, readonly [words: string, mend: string]>> = {
  unreachable: ['its database does not answer', 'See that it runs and that this machine may reach it.'],
  'not-a-database': ['`on` is no address of a database', 'Write it like postgres://user:password@host:5432/name.'],
  'tool-too-old': [
    'its tool is older than the server',
    'Install the client programs of that version of Postgres, or of a newer one.',
  ],
  'archive-off': [
    'the server does not archive its log',
    'On it set archive_mode = on and an archive_command of pgbackrest, and restart it.',
  ],
  'not-the-server': ['the data is on another machine', 'Have it run there: `runs on`, and a worker on that machine.'],
  tablespaces: ['the server has tablespaces, which this driver does not copy', 'Use pgbackrest for it.'],
  'not-writable': ['a place of its copies takes nothing', 'Make the folder, and let the worker write to it.'],
};
