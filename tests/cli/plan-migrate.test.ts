/** `guardia plan diff --impact` and `plan apply --migrate`: open work and a new version, from a terminal. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { shopText } from '../domain/support.ts';

import { guardia } from './guardia.ts';

let api: Api;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
let path: string;
const calm = shopText.replace(/ {4}- \{ at: 150% of resolution.*\n/, '').replace(/, all: \[.*?\]/, '');
const quicker = calm.replace('P1: { response: 1h', 'P1: { response: 30m').replace(/ {2}P4: .*\n/, '');
beforeAll(async () => {
  api = await startApi();
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.admin };
  path = join(await mkdtemp(join(tmpdir(), 'guardia-plans-')), 'shop.yaml');
  await writeFile(path, quicker);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});

const plan = (...args: string[]) => guardia(['plan', ...args], env);
const versionOf = async (reference: string) => (await api.row(reference)).plan_version;

test('the impact is told grouped, the gravest first; then what can be moved is, and the rest keeps its version', async () => {
  const [urgent, stuck] = [await api.open({ title: 'Till\u001b[2J' }), await api.open({ severity: 'P4' })];
  const { code, out } = await plan('diff', path, '--impact');
  expect(code).toBe(0);
  expect(out).toMatch(
    /P1 response 1h → 30m\n[\s\S]*\nOpen incidents under older versions: 2; unchanged if they are moved: 0\n\nCannot be moved\n {2}SHO-2 +P4 .*This version of the plan has no severity "P4".*\n\nDue sooner\n {2}SHO-1 +P1 +Till.*response 1h → 30m, due 20\S+ \S+ → 20\S+ \S+\n\nTimes in /,
  );
  expect(out).not.toContain('\u001b');
  expect(await versionOf(urgent)).toBe(1);

  const dry = await plan('apply', path, '--dry-run', '--migrate');
  expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Due sooner')]);
  const moved = await plan('apply', path, '--migrate');
  expect([moved.code, moved.err]).toEqual([1, '1 incident could not be moved.\n']);
  expect(moved.out).toMatch(
    /shop: version 2 is in force\n[\s\S]* {2}open incidents moved: 1\n {2}SHO-2 keeps its version: This version/,
  );
  expect([await versionOf(urgent), await versionOf(stuck)]).toEqual([2, 1]);
  const json = await plan('diff', path, '--impact', '--json');
  expect(JSON.parse(json.out)).toMatchObject({ changes: [], impact: { total: 1, incidents: [{ reference: stuck }] } });
});

test('of many it tells how far it is', async () => {
  for (let i = 0; i < 252; i++) await api.open();
  await writeFile(
    path,
    quicker.replace('30m, resolution', '20m, resolution').replace('  P3:', '  P4: { response: 48h }\n  P3:'),
  );
  const { code, out, err } = await plan('apply', path, '--migrate', '--not-retroactive');
  expect([code, err]).toEqual([0, 'shop: 250 moved to version 3, 4 to go\n']);
  expect(out).toContain('  open incidents moved: 254\n');
});

test('what is not one file is refused in a sentence', async () => {
  expect(await plan('diff', path, 'shop', '--impact')).toMatchObject({
    code: 2,
    err: expect.stringContaining('one file'),
  });
  expect(await plan('diff', path)).toMatchObject({ code: 2, err: expect.stringContaining('--impact') });
});
