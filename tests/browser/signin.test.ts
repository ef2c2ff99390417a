/** In a real browser without JavaScript: a person signs in by the link in a mail, makes a key, and signs out everywhere. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const shots = join(tmpdir(), 'guardia-screenshots');
const ana = 'ana@transport.example';
let world: World;
let browser: Browser;
let server: ReturnType<typeof serve>;
let address: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  world = await startWorld();
  const port = await freePort();
  server = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' });
  address = `http://guardia.example:${port}`;
  browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: ['--no-sandbox', '--host-resolver-rules=MAP guardia.example 127.0.0.1'],
  });
});
afterAll(async () => {
  await browser.close();
  server.close();
  await world.stop();
});

const open = async (): Promise<Page> => {
  const viewport = { width: 375, height: 812 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: false, baseURL: address });
  return context.newPage();
};
const shoot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

test('by the link in a mail one is where one wanted to be, makes a key that works, and ends every session', async () => {
  const reference = await world.openIncident();
  const page = await open();
  await page.goto(`/incidents/${reference}`);
  await page.getByLabel('Your mail address').fill(ana);
  await shoot(page, 'phone-signin');
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  await shoot(page, 'phone-signin-sent');
  await world.settled();

  const link = /\/signin\/\S+/.exec(world.mailsTo(ana).at(-1)!.text)![0];
  await page.goto(link);
  await shoot(page, 'phone-signin-link');
  await page.getByRole('button', { name: 'Autentificare' }).click();
  await page.waitForURL(`${address}/incidents/${reference}`);

  await page.getByRole('link', { name: 'ana' }).click();
  await page.getByText('Make a key').first().click();
  await page.getByLabel('What it is for').fill('laptop');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = (await page.locator('#new-key').textContent())!;
  await shoot(page, 'phone-account');
  const answer = await fetch(`http://127.0.0.1:${new URL(address).port}/api/keys`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(((await answer.json()) as { items: unknown[] }).items).toHaveLength(1);
  await page.getByRole('button', { name: 'Revoke the key laptop' }).click();
  await page.getByText('There are none.').waitFor();

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL('**/signin');
  await page.goto('/');
  await page.waitForURL('**/signin?to=%2F');
  await page.goto(link);
  await page.getByText('Acest link a fost folosit deja').or(page.getByText('This link was used already')).waitFor();
});
