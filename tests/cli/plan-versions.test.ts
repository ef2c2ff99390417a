/** `guardia plan apply, diff, history, show`: versions of plans from a terminal. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { shopText } from '../domain/support.ts';

import { guardia } from './guardia.ts';

let api: Api;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  api = await startApi();
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.admin };
  folder = await mkdtemp(join(tmpdir(), 'guardia-plans-'));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});

const calm = shopText.replace(/ {4}- \{ at: 150% of resolution.*\n/, '').replace(/, all: \[.*?\]/, '');
const quicker = calm.replace('P1: { response: 1h', 'P1: { response: 30m');
async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
const plan = (...args: string[]) => guardia(['plan', ...args], env);
const fine = (...lines: string[]) => ({ code: 0, err: '', out: lines.map((line) => `${line}\n`).join('') });

describe('apply', () => {
  test('says what would change, then changes it, then that nothing changes', async () => {
    await plan('apply', await file('calm.yaml', calm));
    const path = await file('quicker.yaml', quicker);
    expect(await plan('apply', path, '--dry-run')).toEqual(
      fine(`${path} is fine`, 'shop: this would be version 3', '  P1 response 1h → 30m'),
    );
    expect(await plan('apply', path)).toEqual(
      fine(`${path} is fine`, 'shop: version 3 is in force', '  P1 response 1h → 30m'),
    );
    expect(await plan('apply', path)).toEqual(fine(`${path} is fine`, 'shop: nothing changed, version 3 stays'));
  });

  test('tells that contacts changed, not whose nor how', async () => {
    const path = await file('contacts.yaml', quicker.replace('ana@shop', 'anna@shop'));
    expect(await plan('apply', path)).toEqual(
      fine(`${path} is fine`, 'shop: version 3 stays', '  the contacts of 1 person changed'),
    );
  });

  test('sends the Markdown that the plan names', async () => {
    await mkdir(join(folder, 'runbooks'));
    await file('runbooks/app.md', 'Restart it.');
    const path = await file('named.yaml', quicker.replace('title: App', 'title: App, description: runbooks/app.md'));
    const { out } = await plan('apply', path, '--json');
    expect(JSON.parse(out)).toMatchObject([{ slug: 'shop', version: 4, changed: true }]);
    expect((await api.get('/api/plans/shop')).body.files).toHaveProperty(['runbooks/app.md']);
  });

  test('a plan with errors is refused before anything is applied', async () => {
    const before = (await api.get('/api/plans/shop')).body.version;
    const broken = await file('broken.yaml', calm.replace('escalation: critical', 'escalation: nowhere'));
    const { code, out, err } = await plan('apply', await file('again.yaml', calm), broken);
    expect([code, err]).toEqual([1, 'There is 1 error.\n']);
    expect(out).toContain(`${broken}:`);
    expect((await api.get('/api/plans/shop')).body.version).toBe(before);
  });

  test('is no where Guardia refuses, and undone where it does not answer', async () => {
    const taken = await file('taken.yaml', calm.replace('plan: shop', 'plan: booth'));
    expect(await plan('apply', taken)).toMatchObject({ code: 1, err: expect.stringContaining('belongs to the plan') });
    expect(await guardia(['plan', 'apply', taken], { ...env, GUARDIA_URL: 'http://127.0.0.1:9' })).toMatchObject({
      code: 2,
    });
  });
});

describe('diff', () => {
  test('of two files', async () => {
    const [old, young] = [await file('old.yaml', calm), await file('young.yaml', quicker)];
    expect(await plan('diff', old, young)).toEqual(fine('P1 response 1h → 30m'));
    expect(await plan('diff', old, await file('same.yaml', calm.replace('1h', '60m')))).toEqual(
      fine('Both mean the same.'),
    );
  });

  test('of two files whose contacts differ says that these are not compared', async () => {
    const old = await file('old.yaml', calm);
    const moved = (text: string) => text.replace('ana@shop', 'anna@shop');
    expect(await plan('diff', old, await file('moved.yaml', moved(calm)))).toEqual(
      fine('Both mean the same but for contacts, which are kept apart and not compared.'),
    );
    expect(await plan('diff', old, await file('both.yaml', moved(quicker)))).toEqual(
      fine('P1 response 1h → 30m', 'Contacts differ too; they are kept apart and not compared.'),
    );
  });

  test('of a file with errors prints them, and is no', async () => {
    const broken = await file('broken.yaml', calm.replace('escalation: critical', 'escalation: nowhere'));
    const checked = await plan('check', broken);
    expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('`nowhere`') });
    expect(await plan('diff', broken, 'shop@3')).toEqual(checked);
    expect(await plan('show', broken)).toEqual(checked);
  });

  test('of a file and an applied version', async () => {
    const { out } = await plan('diff', 'shop@3', await file('new.yaml', calm), '--json');
    expect(JSON.parse(out)).toEqual([
      { path: 'severities.P1.response', kind: 'changed', sentence: 'P1 response 30m → 1h' },
    ]);
  });

  test('of what is nowhere can not be told', async () => {
    expect(await plan('diff', './nowhere.yaml', 'shop')).toMatchObject({ code: 2 });
    expect(await plan('diff', 'shop@99', 'shop')).toMatchObject({ code: 1, err: 'There is no version 99 of shop.\n' });
  });
});

test('history tells every version, the newest first', async () => {
  const { out, code } = await plan('history', 'shop');
  expect(code).toBe(0);
  expect(out).toMatch(/version 3 .*by admin .*\n {2}P1 response 1h → 30m\nversion 2 /);
  expect(out).toContain('  new plan Shop\n');
});

describe('show', () => {
  test('tells of every value in which line it stands, or that it is a default', async () => {
    const path = await file('shown.yaml', calm.replace('title: Shop', 'title: "${SHOP_TITLE}"'));
    const { out } = await plan('show', path);
    expect(out).toMatch(/^title +\$\{SHOP_TITLE\} +\S+shown\.yaml:3, SHOP_TITLE not configured$/m);
    expect(out).toMatch(/^severities\.P1\.response +1h +\S+shown\.yaml:26$/m);
    expect(out).toMatch(/^severities\.P1\.calendar +always +default$/m);
    expect(out).toMatch(/^combine +strictest +default$/m);
    const known = await guardia(['plan', 'show', path], { ...env, SHOP_TITLE: 'a secret' });
    expect(known.out).toMatch(/shown\.yaml:3, environment SHOP_TITLE$/m);
    expect(known.out).not.toContain('a secret');
  });

  test('a very long value widens its own line only', async () => {
    const long = 'Shop '.repeat(40).trim();
    const { out } = await plan('show', await file('long.yaml', calm.replace('title: Shop', `title: ${long}`)));
    const [pushed, ...others] = out
      .trimEnd()
      .split('\n')
      .toSorted((a, b) => b.length - a.length);
    expect(pushed).toContain(`  ${long}  `);
    expect(Math.max(...others.map((line) => line.length))).toBeLessThan(200);
  });

  test('marks what nothing acts on yet, in a file and in a version', async () => {
    const path = await file('recorded.yaml', `${calm}document: { version: "1.0" }\n`);
    expect((await plan('show', path)).out).toMatch(/^document\.version +1\.0 +\S+ +recorded, not executed$/m);
    await plan('apply', path);
    const { out } = await plan('show', 'shop');
    expect(out).toMatch(/^document\.version +1\.0 +version \d+ +recorded, not executed$/m);
    expect(out).toMatch(/^title +Shop +version \d+$/m);
  });

  test('tells of an applied plan which version it is, and no contacts', async () => {
    const { out } = await plan('show', 'shop@3');
    expect(out).toMatch(/^severities\.P1\.response +30m +version 3$/m);
    expect(out).not.toContain('@shop.example');
  });
});
