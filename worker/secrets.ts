import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The environment, with a value for each file of the folder GUARDIA_SECRETS: the file's name is the variable's. */
export async function withSecrets(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const folder = env['GUARDIA_SECRETS'];
  if (folder === undefined || folder === '') return env;
  const entries = await readdir(folder, { withFileTypes: true });
  // A mounted secret is often a link, and next to it are folders whose names begin with dots.
  const names = entries
    .filter((entry) => !entry.isDirectory() && /^[A-Z][A-Z0-9_]*$/.test(entry.name))
    .map(({ name }) => name);
  const values = await Promise.all(
    names.map(async (name) => [name, (await readFile(join(folder, name), 'utf8')).trimEnd()]),
  );
  return { ...env, ...Object.fromEntries(values) };
}
