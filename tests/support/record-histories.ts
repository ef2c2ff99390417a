import { mkdir, writeFile } from 'node:fs/promises';

import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

import type { World } from './world.ts';

const folder = new URL('../histories/', import.meta.url);

/** Freezes the history of an incident as `tests/histories/<name>.json`, when GUARDIA_RECORD is set; else does nothing. */
export async function recordHistory(world: Pick<World, 'handle'>, reference: string, name: string): Promise<void> {
  if (process.env['GUARDIA_RECORD'] === undefined) return;
  await mkdir(folder, { recursive: true });
  const history = historyToJSON(await world.handle(reference).fetchHistory());
  await writeFile(new URL(`${name}.json`, folder), `${history}\n`);
}
