import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes each file of the folder GUARDIA_SECRETS into the environment: the file's name is the variable's. */
export async function takeSecrets(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = env['GUARDIA_SECRETS'];
  if (folder === undefined || folder === '') return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    // A mounted secret is often a link, and beside it are folders whose names begin with dots.
    if (entry.isDirectory() || !/^[A-Z][A-Z0-9_]*$/.test(entry.name)) continue;
    env[entry.name] = (await readFile(join(folder, entry.name), 'utf8')).trimEnd();
  }
}
