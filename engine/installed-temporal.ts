import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { StartError } from './errors.ts';
import { output } from './fetched-file.ts';
import { temporalVersion } from './temporal-checksums.ts';

/** The program that TEMPORAL_BIN names; throws a StartError when its version is not the pinned one. */
export async function temporalFromVariable(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const path = env['TEMPORAL_BIN'];
  if (!path) return undefined;
  const version = await versionOf(path);
  if (version === temporalVersion) return path;
  throw new StartError(
    `TEMPORAL_BIN is ${path}, whose version is ${version ?? 'unknown'}. Guardia needs ${temporalVersion}.`,
  );
}

/** The first program `temporal` of the pinned version on the PATH; others are mentioned. */
export async function temporalFromPath(
  env: NodeJS.ProcessEnv,
  say: (sentence: string) => void,
): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'temporal');
    if (!isExecutable(path)) continue;
    const version = await versionOf(path);
    if (version === temporalVersion) return path;
    say(`${path} is version ${version ?? 'unknown'}, not ${temporalVersion}; looking further.`);
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  const printed = await output(path, ['--version']).catch(() => '');
  return /temporal version (\S+)/.exec(printed)?.[1];
}
