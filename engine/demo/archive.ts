import { join } from 'node:path';

/** The repositories of the plans that are backed up with pgBackRest, as Guardia names them: plan, data set. */
const repositories: Readonly<Record<string, string>> = { loans: 'database', voip: 'banco' };

/** Whether the database of a plan is on the server whose log is kept. */
export const isArchived = (plan: string): boolean => Object.hasOwn(repositories, plan);

/**
 * What a server needs so that pgBackRest can copy it, as its owner would set it up: its log goes into each repository that there is by now,
 * in the folder of copies of the Guardia at `home`. Where pgBackRest is not installed nothing is kept.
 */
export function archivingSettings(home: string): Readonly<Record<string, string>> {
  const push = Object.entries(repositories).map(([plan, of]) => {
    const place = join(home, 'backups', plan, `${of}-pgbackrest`);
    const stanza = `${plan}-${of}`;
    const options = `--stanza=${stanza} --repo1-path=${quoted(place)} --pg1-path="$PWD" --compress-type=lz4 --log-level-file=off`;
    const known = quoted(join(place, 'archive', stanza, 'archive.info'));
    return `{ [ ! -e ${known} ] || pgbackrest ${options} archive-push %p; }`;
  });
  return { archive_mode: 'on', archive_command: push.join(' && '), shared_buffers: '16MB', max_connections: '50' };
}

/** For a shell, and for Postgres, to which `%` means something. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;
