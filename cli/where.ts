import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Undone } from './ends.ts';

const usual = 'http://127.0.0.1:8400';

/** The address of Guardia, without a slash at the end. */
export function addressOf(given: string | undefined, env: NodeJS.ProcessEnv): string {
  const text = given || env['GUARDIA_URL'] || usual;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new Undone(`"${text}" is not an address: give one such as ${usual} with --url or GUARDIA_URL.`);
  return text.replace(/\/+$/, '');
}

/** The key to come in with: GUARDIA_KEY, or that of the first administrator where Guardia keeps its data. */
export async function keyOf(env: NodeJS.ProcessEnv): Promise<string> {
  const file = join(env['GUARDIA_HOME'] || '.guardia', 'admin.key');
  const key = (env['GUARDIA_KEY'] || (await readFile(file, 'utf8').catch(missing(file)))).trim();
  if (/^[\x21-\x7E]+$/.test(key)) return key;
  throw new Undone('What GUARDIA_KEY or admin.key holds does not look like a key.');
}

const missing = (file: string) => (error: unknown) => {
  const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
  throw new Undone(`There is no key: GUARDIA_KEY is not set, and ${file} ${why}. Set GUARDIA_KEY, or GUARDIA_HOME.`);
};
