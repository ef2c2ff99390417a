import { readFile, writeFile } from 'node:fs/promises';

import { violated } from '../../db/connect.ts';
import type { Desk } from '../desk.ts';

import { createKey, keepKey } from './keys.ts';

/** Sees to it that `file` (0600) holds the first administrator's key and that it opens; made when there is none. */
export async function ensureAdminKey(desk: Desk, file: string): Promise<void> {
  const standing = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // One that is there but cannot be read must not be replaced.
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  const label = 'the first administrator';
  if (standing === undefined) {
    const { key } = await createKey(desk, null, label);
    await writeFile(file, `${key}\n`, { mode: 0o600 });
    return;
  }
  await keepKey(desk, standing.trim(), null, label).catch((error: unknown) => {
    if (violated(error) === undefined) throw error;
  });
}
