/** Whoever has a terminal declares degraded mode, writes into the logbook and finds it there, and imports what a scanner has said. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';
import { npmSeven } from '../domain/vulnerability/reports.ts';
import { shopPlan } from '../domain/support.ts';
import { startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

import { guardia } from './guardia.ts';

let shop: Shop;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
beforeAll(async () => {
  shop = await startShop(
    shopPlan((text) => `${text}vulnerabilities: { owner: eva, due: { P1: 2 days, P3: 30 days } }\n`),
  );
  server = serve({ fetch: createApp(shop.desk, console.error).fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { key } = await createKey(shop.desk, { plan: 'shop', person: 'ana' }, 'a test');
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: key };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await shop.stop();
});

test('a service is degraded for a while, listed, and normal again', async () => {
  const [plan, why] = [
    ['--plan', 'shop'],
    ['--reason', 'The disk is full'],
  ];
  const declared = await guardia(['service', 'degraded', 'app', ...plan, ...why, '--for', '2h'], env);
  expect([declared.code, declared.out]).toEqual([0, expect.stringMatching(/^shop\/app is degraded until \d{4}/)]);
  expect((await guardia(['service', 'list'], env)).out).toMatch(
    /^shop +app +App +degraded +\S+ \S+ +\S+ \S+ +The disk is full$/m,
  );
  expect(await guardia(['service', 'normal', 'app', ...plan], env)).toMatchObject({
    code: 0,
    out: 'shop/app runs fully again.\n',
  });
  const refused = await guardia(['service', 'degraded', 'ap', ...plan, ...why], env);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('it is one of app')]);
});

test('what is written down is found', async () => {
  const entry = ['--plan', 'shop', '--kind', 'deployment', '--title', 'Release 2.3', '--reference', 'v2.3.0'];
  const added = await guardia(['logbook', 'add', ...entry, '--key', 'build-7'], env);
  await guardia(['logbook', 'add', ...entry, '--key', 'build-7'], env);
  expect([added.code, added.out]).toEqual([0, expect.stringContaining('deployment  Release 2.3')]);
  const found = (await guardia(['logbook', 'list', '--search', 'release', '--from', '2020-01-01'], env)).out;
  expect(found.match(/^\S+ \S+ +shop +deployment +logged +v2\.3\.0 +ana +Release 2\.3$/gm)).toHaveLength(1);
  expect((await guardia(['logbook', 'list', '--kind', 'degraded'], env)).out).toMatch(/app runs fully again/);
  expect((await guardia(['logbook', 'list', '--from', 'yesterday'], env)).err).toContain('is no instant');
});

test('what a scanner said is imported from a pipe', async () => {
  const imported = await guardia(['vulnerability', 'import', '-', '--plan', 'shop'], env, JSON.stringify(npmSeven));
  expect([imported.code, imported.out]).toEqual([
    0,
    expect.stringMatching(/^SHO-\d+ +P1 +opened +vulnerability:npm\/tar-like\/GHSA-aaaa-bbbb-cccc$/m),
  ]);
  expect(imported.out).toContain('npm audit of npm audit: 2 weaknesses, 2 tickets opened.');
  const refused = await guardia(['vulnerability', 'import', '-', '--plan', 'shop'], env, '{}');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('npm audit --json')]);
  expect((await guardia(['vulnerability', 'import', 'nowhere.json', '--plan', 'shop'], env)).err).toContain('ENOENT');
});
