/** Whoever has a terminal sees what is watched, has it looked at, mutes it and hears it again. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';
import { lookAsked } from '../../services/monitor/overdue.ts';
import { startWatchedShop, till } from '../services/watched-shop.ts';
import type { WatchedShop } from '../services/watched-shop.ts';

import { guardia } from './guardia.ts';

let shop: WatchedShop;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
beforeAll(async () => {
  shop = await startWatchedShop();
  await shop.reset();
  const { fetch } = createApp(shop.desk, console.error);
  server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { key } = await createKey(shop.desk, { plan: 'shop', person: 'ana' }, 'a test');
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: key };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await shop.stop();
});

const run = (...args: string[]) => guardia(['monitor', ...args], env);

test('what there is, and how it stands', async () => {
  shop.failing.add(till);
  await shop.minutePasses(3);
  const { code, out } = await run('list');
  expect([code, out.match(/^shop /gm)?.length]).toEqual([0, 8]);
  expect(out).toMatch(/^shop +check\/till +down +till +1m +\S+ \S+ +HTTP 503$/m);
  expect(out).toMatch(/^shop +check\/unset +not configured/m);
  expect((await run('show', 'shop/till')).out).toContain('down since');
  expect((await run('show', 'till')).err).toContain('write it like transport/check/api');
});

test('it is muted for a while, and heard again', async () => {
  const muted = await run('mute', 'shop/check/till', '--for', '2h', '--reason', 'New tills');
  expect([muted.code, muted.out]).toEqual([0, expect.stringMatching(/is muted until/)]);
  expect((await run('show', 'shop/check/till')).out).toContain('by ana: New tills');
  expect(await run('unmute', 'shop/check/till')).toMatchObject({ code: 0, out: 'shop/check/till is heard again.\n' });
});

test('it is looked at now, and the exit code says whether it is as it should be', async () => {
  const looks = setInterval(() => void lookAsked(shop.desk, shop.eyes), 100);
  try {
    expect(await run('run', 'shop/check/quiet')).toMatchObject({ code: 0, out: 'shop/check/quiet: 7 ms (up)\n' });
    expect((await run('run', 'shop/check/unset')).code).toBe(1);
  } finally {
    clearInterval(looks);
  }
});
