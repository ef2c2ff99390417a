import { chown, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Made, Source, Tool, Work } from '../../services/backup/driver.ts';

import { addressOf, ask } from './database.ts';
import { makeFolder, requireEmptyFolder } from './files.ts';
import { postgresUser } from './postgres-programs.ts';
import { startScratch } from './scratch.ts';
import { use, versionOf } from './tool.ts';
import { instantOf, majorOf } from './unpack.ts';

const pgbackrest: Tool = { program: 'pgbackrest', debian: 'pgbackrest' };
const kinds: Readonly<Partial<Record<Made['mode'], string>>> = {
  full: 'full',
  differential: 'diff',
  incremental: 'incr',
};
const modes: Readonly<Record<string, Made['mode']>> = { full: 'full', diff: 'differential', incr: 'incremental' };

/** A whole server, in full or what has changed since, into a repository that is the place; it must be the server's own machine. */
export const pgBackRest: Driver = {
  tools: [pgbackrest],
  locate: () => null,

  async make(source, place, _, work) {
    const at = await atServer(source, place, work);
    await makeFolder(place, 0o750);
    if (at.as) await chown(place, at.as.uid, at.as.gid);
    await at.ask(['stanza-create']);
    // What goes when is the plan's to say, not its own.
    const keeping = ['--repo1-retention-full=9999999', '--no-expire-auto'];
    await at.ask(['backup', `--type=${kinds[source.mode] ?? 'full'}`, '--start-fast', ...keeping]);
    const found = newest(await at.ask(['info', '--output=json'], { quiet: true }));
    if (found.error) throw new Failure('damaged', 'pgbackrest');
    return {
      location: found.label,
      mode: modes[found.type] ?? source.mode,
      bytes: found.info.size,
      sha256: null,
      position: found.lsn.stop,
      ...(found.prior !== null && { base: found.prior }),
      tool: await versionOf(pgbackrest, work, 'version'),
    };
  },

  /** What it has begun it goes on with, or takes away by itself. */
  clear: () => Promise.resolve(),

  /** It ends well whatever it finds: what it says is its verdict. */
  async verify(source, { place }, work) {
    const said = await within(source, place, work)(['verify', '--output=text'], { quiet: true });
    if (/status: error|invalid|missing/.test(said)) throw new Failure('damaged', 'pgbackrest');
  },

  async prove(source, copy, folder, work) {
    const { environment, database } = addressOf(source.on);
    const as = await postgresUser();
    const path = join(folder, 'data');
    await mkdir(path, { mode: 0o700 });
    if (as) for (const one of [folder, path]) await chown(one, as.uid, as.gid);
    const from = performance.now();
    const aside = `--tablespace-map-all=${join(folder, 'tablespaces')}`;
    const options = [
      `--set=${copy.location}`,
      `--pg1-path=${path}`,
      aside,
      '--type=immediate',
      '--target-action=promote',
    ];
    await restored(within(source, copy.place, work, as)(['restore', ...options], { quiet: true }));
    const settings = {
      restore_command: fetching(source, copy.place, path),
      recovery_target: 'immediate',
      recovery_target_action: 'promote',
      recovery_target_timeline: 'current',
    };
    const data = { path, user: environment['PGUSER'] ?? 'postgres', database };
    const {
      version: tool,
      url,
      release,
    } = await startScratch({ folder, major: await majorOf(path), data, settings }, work);
    return { tool, database: url, files: null, bytes: null, ms: Math.round(performance.now() - from), release };
  },

  async restore(source, { place, location }, { into, at }, work) {
    await requireEmptyFolder(into);
    const instant = at === null ? [] : ['--type=time', `--target=${instantOf(at)}`];
    const { uid, gid } = await stat(into);
    const as = process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : undefined;
    await restored(
      within(
        source,
        place,
        work,
        as,
      )(['restore', `--set=${location}`, `--pg1-path=${into}`, `--tablespace-map-all=${into}.tablespaces`, ...instant]),
    );
  },

  async remove(source, { place, location }, _, work) {
    const { as } = await atServer(source, place, work);
    await within(source, place, work, as)(['expire', `--set=${location}`, '--repo1-retention-full=9999999']);
  },
};

type User = { readonly uid: number; readonly gid: number } | undefined;

/** One repository, named after the data set: what builds upon each other is in one. */
const repository = ({ plan, of }: Source, place: string): Record<string, string> => ({
  STANZA: `${plan}-${of}`.replaceAll(/[^\w-]+/g, '_'),
  REPO1_PATH: place,
  LOCK_PATH: join(tmpdir(), `guardia-pgbackrest-${process.getuid?.() ?? 0}`),
  LOG_LEVEL_FILE: 'off',
  LOG_LEVEL_CONSOLE: 'warn',
});

/** As whom it is asked must be able to read what is there. */
function within(source: Source, place: string, work: Work, as?: User) {
  const { secrets } = addressOf(source.on);
  const own = Object.entries(repository(source, place)).map(([name, value]) => [`PGBACKREST_${name}`, value] as const);
  const environment = { PGBACKREST_COMPRESS_TYPE: 'lz4', ...source.environment, ...Object.fromEntries(own) };
  const around = { ...work, environment, secrets: [...secrets, ...Object.values(source.environment)], as, folder: '/' };
  return (args: readonly string[], { quiet = false } = {}) => use(pgbackrest, args, { ...around, quiet });
}

/** At the server whose data is copied: as its owner, where we may choose. */
async function atServer(source: Source, place: string, work: Work) {
  const { environment, database } = addressOf(source.on);
  const [folder] = await askFor(source, `show data_directory`, work);
  const [port] = await askFor(source, 'show port', work);
  const data = await stat(String(folder)).catch(() => {
    throw new Failure('not-the-server', 'on');
  });
  const as: User = process.getuid?.() === 0 && data.uid !== 0 ? { uid: data.uid, gid: data.gid } : undefined;
  const options = [
    `--pg1-path=${String(folder)}`,
    `--pg1-port=${String(port)}`,
    `--pg1-database=${database}`,
    ...(environment['PGUSER'] === undefined ? [] : [`--pg1-user=${environment['PGUSER']}`]),
  ];
  const there = within({ ...source, environment: { ...source.environment, ...environment } }, place, work, as);
  const asked = ([command = '', ...args]: readonly string[], how: { quiet?: boolean } = {}) =>
    there([command, ...(command === 'info' ? [] : options), ...args], how);
  return { as, ask: asked };
}

const askFor = ({ on }: Source, query: string, { signal }: Work) => ask(on!, query, signal);

/** What Postgres has a shell do for each part of its log. */
function fetching(source: Source, place: string, data: string): string {
  const { STANZA = '', REPO1_PATH = '' } = repository(source, place);
  const options = [`--stanza=${STANZA}`, `--repo1-path=${REPO1_PATH}`, `--pg1-path=${data}`, '--log-level-file=off'];
  return `pgbackrest ${options.map(quoted).join(' ')} archive-get %f "%p"`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;

const restored = (using: Promise<unknown>): Promise<unknown> =>
  using.catch((error: unknown) => {
    throw error instanceof Failure && error.code.startsWith('exit-') ? new Failure('damaged', 'pgbackrest') : error;
  });

const answer = z.array(
  z.object({
    backup: z.array(
      z.object({
        label: z.string(),
        type: z.string(),
        prior: z.string().nullable(),
        error: z.boolean().nullish(),
        info: z.object({ size: z.number() }),
        lsn: z.object({ stop: z.string() }),
      }),
    ),
  }),
);

function newest(said: string) {
  const found = answer.parse(JSON.parse(said))[0]?.backup.at(-1);
  if (found === undefined) throw new Failure('no-verdict', 'pgbackrest');
  return found;
}
