import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { goOn, makeDemoDatabases } from './tables.ts';
import { startTarget } from './target.ts';

const everyMs = 60_000;

const { GUARDIA_DEMO_PORT: port = '', GUARDIA_DEMO_FOLDER: folder = '' } = process.env;
const { DATABASE_URL: databaseUrl = '', GUARDIA_DEMO_DATABASE_URL: archivingUrl = databaseUrl } = process.env;
const servers = { databaseUrl, archivingUrl };

const failed = (error: unknown) => console.error(String(error));

/** What is there to be copied; a repository only where git is. */
async function makeFiles(): Promise<void> {
  await mkdir(join(folder, 'files'), { recursive: true });
  for (const name of ['invoice-1.txt', 'invoice-2.txt'])
    await writeFile(join(folder, 'files', name), `${name}\n`, { flag: 'wx' }).catch(() => undefined);
  const repository = join(folder, 'repository');
  await mkdir(repository, { recursive: true });
  const git = (...args: string[]) => promisify(execFile)('git', ['-C', repository, ...args]);
  const author = ['-c', 'user.name=Demo', '-c', 'user.email=demo@transport.example'];
  // Without one of its own, Git would take that of a folder above for it.
  await git('init', '-q');
  await git('rev-parse', '-q', '--verify', 'HEAD').catch(() =>
    git(...author, 'commit', '-q', '--allow-empty', '-m', 'Configuration'),
  );
}

/** As if everything that the plans wait for had just been done. */
async function alive(): Promise<void> {
  await goOn(servers);
  await writeFile(join(folder, 'last-backup'), `${new Date().toISOString()}\n`);
}

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
await makeFiles().catch(failed);
await makeDemoDatabases(servers);
await alive();
setInterval(() => void alive().catch(failed), everyMs);
await startTarget(Number(port));
process.send?.({ ready: true });
