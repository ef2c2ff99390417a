// A whole run, its two programs played by small ones: started, restarted when killed, stopped in order, cleared up after.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { keepChildren } from '../../engine/children.ts';
import { freePort } from '../../engine/ports.ts';
import { startProgram } from '../../engine/program.ts';
import { startRun } from '../../engine/run.ts';
import type { Run } from '../../engine/run.ts';
import { readSettings } from '../../engine/settings.ts';
import type { Terminal } from '../../engine/terminal.ts';

const program = (name: string) => fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
const obedient = { api: program('obedient'), worker: program('obedient') };
const given = { DATABASE_URL: 'postgres://given', TEMPORAL_ADDRESS: 'given:7233', SMTP_URL: 'smtp://given' };

let home: string;
let said: string[];
let run: Run | undefined;
const terminal: Terminal = {
  line: (text = '') => void said.push(text),
  warn: (text) => void said.push(text),
  step: (_title, work) => work(),
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guardia-run-'));
  said = [];
  run = undefined;
});
afterEach(async () => {
  await run?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(programs = obedient): Promise<Run> {
  const settings = readSettings({ ...given, GUARDIA_HOME: home, PORT: String(await freePort()) });
  run = startRun(settings, programs, terminal);
  await run.ready;
  return run;
}

const log = (name: string) =>
  readFileSync(join(home, 'logs', `${name}.log`), 'utf8')
    .trim()
    .split('\n');
const pidOf = (name: 'api' | 'worker') => keepChildren(home).identity(name)?.pid ?? 0;

test('ready is the last line, after where everything is', async () => {
  await start();
  expect(said.at(-1)).toMatch(/^Guardia is ready at http:\/\/127\.0\.0\.1:\d+$/);
  expect(said).toContain('  Plans         transport (Transport SaaS)');
  expect(log('worker')[0]).toContain('started postgres://given');
});

test('what a program has to say to people is shown', async () => {
  await start();
  await expect.poll(() => said).toContain('  plans/transport.yaml: version 4 (P1 response 1h → 30m)');
});

test('a program that is killed is started again', async () => {
  await start();
  const first = pidOf('worker');
  process.kill(first, 'SIGKILL');
  await expect.poll(() => said, { timeout: 10_000 }).toContain('  Worker is back.');
  expect(said).toContain('Worker ended (killed by SIGKILL) and is started again.');
  expect(pidOf('worker')).not.toBe(first);
});

test('a stop ends the API before the worker and frees the folder', async () => {
  const stopping = await start();
  await stopping.stop();
  const [api, worker] = [log('api').at(-1), log('worker').at(-1)].map((line) => line?.split(' ') ?? []);
  expect([api?.[1], worker?.[1]]).toEqual(['stopped', 'stopped']);
  expect(Number(api?.[0])).toBeLessThanOrEqual(Number(worker?.[0]));
  expect(existsSync(join(home, 'lock'))).toBe(false);
  expect(keepChildren(home).alive()).toEqual([]);
});

test('what a killed run left is stopped first', async () => {
  const children = keepChildren(home);
  const spawned = children.add.bind(undefined, 'worker');
  const left = await startProgram('Left', {
    file: obedient.worker,
    env: process.env,
    log: join(home, 'left.log'),
    spawned,
  });
  await start();
  expect(await left.exited).toBe('exit code 0');
});

test('a program that cannot start is explained by its own last words', async () => {
  const starting = start({ ...obedient, api: program('broken') });
  await expect(starting).rejects.toThrow(
    /API and console ended .*exit code 3[^]*the schema is newer than this program/,
  );
});
