import { join } from 'node:path';

import { z } from 'zod';

import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Source, Tool, Work } from '../../services/backup/driver.ts';

import { contentOf, removeAll, requireEmptyFolder } from './files.ts';
import { use, versionOf } from './tool.ts';

const restic: Tool = { program: 'restic', debian: 'restic' };

/** Files, in a repository that is the place: a folder, or any address that restic knows. */
export const resticFiles: Driver = {
  tools: [restic],
  locate: () => null,

  async make(source, place, _, work) {
    if (source.on === null) throw new Failure('not-configured', 'on');
    const ask = inRepository(source, place, work);
    const about = ['--host=guardia', `--tag=${source.plan}/${source.backup}`, '--', source.on];
    const backUp = () => ask(['backup', '--json', ...about], { quiet: true });
    const said = await backUp().catch(async (error: unknown) => {
      if (!(error instanceof Failure) || error.code !== 'no-repository') throw error;
      await ask(['init']);
      return backUp();
    });
    const { snapshot_id: location, total_bytes_processed: bytes, total_files_processed: files } = summaryIn(said);
    if (files === 0) throw new Failure('empty', 'on');
    return { location, mode: 'snapshot', bytes, sha256: location, tool: await versionOf(restic, work, 'version') };
  },

  /** What it has begun nobody sees, and it takes it away by itself. */
  clear: () => Promise.resolve(),

  async verify(source, { place }, work) {
    const ask = inRepository(source, place, work);
    await requireParts(ask);
    await judged(ask(['check', '--no-lock', '--read-data'], { quiet: true }));
  },

  async prove(source, copy, folder, work) {
    const { place, location } = copy;
    const ask = inRepository(source, place, work);
    const from = performance.now();
    const into = join(folder, 'files');
    await requireParts(ask);
    await judged(ask(['restore', location, '--no-lock', '--verify', `--target=${into}`], { quiet: true }));
    const ms = Math.round(performance.now() - from);
    const { files, bytes } = await contentOf(into, work.signal);
    if (bytes !== copy.bytes) throw new Failure('damaged', 'restic');
    return {
      tool: await versionOf(restic, work, 'version'),
      database: null,
      files,
      bytes,
      ms,
      release: () => removeAll(folder),
    };
  },

  async restore(source, { place, location }, { into }, work) {
    await requireEmptyFolder(into);
    await judged(inRepository(source, place, work)(['restore', location, '--no-lock', '--verify', `--target=${into}`]));
  },

  async remove(source, { place, location }, _, work) {
    const ask = inRepository(source, place, work);
    // Of those who are not there any more.
    await ask(['unlock']);
    await ask(['forget', '--prune', location]);
  },
};

/** Each part is there and as long as it should be: what is too short restic reads again and again for a quarter of an hour. */
const requireParts = (ask: ReturnType<typeof inRepository>) => judged(ask(['check', '--no-lock'], { quiet: true }));

const inRepository = ({ environment }: Source, place: string, work: Work) => {
  if (!Object.keys(environment).some((name) => name.startsWith('RESTIC_PASSWORD')))
    throw new Failure('not-configured', 'RESTIC_PASSWORD');
  const given = { RESTIC_PROGRESS_FPS: '0', ...environment, RESTIC_REPOSITORY: place };
  const secrets = Object.values(environment);
  return (args: readonly string[], { quiet = false } = {}) =>
    use(restic, ['--no-cache', ...args], { ...work, environment: given, secrets, quiet });
};

const judged = <T>(using: Promise<T>): Promise<T> =>
  using.catch((error: unknown) => {
    throw error instanceof Failure && error.code.startsWith('exit-') ? new Failure('damaged', 'restic') : error;
  });

const summary = z.object({
  message_type: z.literal('summary'),
  snapshot_id: z.string(),
  total_bytes_processed: z.number(),
  total_files_processed: z.number(),
});

function summaryIn(said: string): z.infer<typeof summary> {
  for (const line of said.trim().split('\n').toReversed()) {
    const read = line.includes('"summary"') ? summary.safeParse(JSON.parse(line)) : null;
    if (read?.success === true) return read.data;
  }
  throw new Failure('no-verdict', 'restic');
}
