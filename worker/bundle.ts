import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { bundleWorkflowCode } from '@temporalio/worker';

const folder = new URL('../workflows/', import.meta.url).pathname;

/** The workflows as one file for the worker; made anew only when they or the SDK have changed, and kept in `cache`. */
export async function workflowBundle(cache: string): Promise<{ codePath: string }> {
  const codePath = join(cache, `workflows-${(await fingerprint()).slice(0, 16)}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflowCode({ workflowsPath: join(folder, 'index.ts') });
    await mkdir(cache, { recursive: true });
    // Whole or not at all: another worker may be reading.
    await writeFile(`${codePath}.${process.pid}`, code);
    await rename(`${codePath}.${process.pid}`, codePath);
  }
  return { codePath };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).toSorted();
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  return hash.update(await readFile(new URL('../package-lock.json', import.meta.url))).digest('hex');
}
