/** The console in a real browser without JavaScript: one signs in, acts, and reads it on a phone. */
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

const minutes = 60_000;
const phone = { width: 375, height: 812 };
const desktop = { width: 1280, height: 900 };
const shots = join(tmpdir(), 'guardia-screenshots');
let world: World;
let browser: Browser;
let server: ReturnType<typeof serve>;
let address: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  world = await startWorld();
  const port = await freePort();
  server = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' });
  // Not a name that browsers trust without https: there the origin is all that proves a form to be ours.
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

async function open(viewport: typeof phone, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: false, baseURL: address });
  return context.newPage();
}

/** Where one is once signed in: the page that was asked for. */
async function signedIn(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Your key').fill(world.admin);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${address}${path}`);
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

/** How much wider the page is than the window, in px; measured from outside, for the page runs no script. */
async function overflow(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await session.send('Page.getLayoutMetrics');
  return cssContentSize.width - cssLayoutViewport.clientWidth;
}

test('one signs in, reads and acts without JavaScript, by keyboard', async () => {
  const reference = await world.openIncident({
    description: 'Nimeni nu poate intra.\nNici pe telefon.',
    service: 'app',
  });
  await world.travel(75 * minutes);
  const page = await open(desktop);
  await page.goto(`/incidents/${reference}`);
  await shoot(page, 'signin');
  await signedIn(page, `/incidents/${reference}`);
  expect(await page.title()).toBe(`${reference} App inaccesibilă · Guardia`);
  await shoot(page, 'incident-overdue');

  await page.getByRole('button', { name: 'Acknowledge' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('✓ acknowledged').waitFor();
  await page.getByRole('button', { name: 'Start work' }).click();
  await page.getByText('in progress').first().waitFor();

  await page.getByText('Put on hold').first().focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why it waits').fill('Așteptăm furnizorul');
  await shoot(page, 'incident-form');
  await page.getByRole('button', { name: 'Put on hold' }).click();
  await page.getByText('Așteptăm furnizorul').first().waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ state: 'detached' });
  const kinds = await world.kinds(reference);
  expect(kinds.slice(-4)).toEqual(['acknowledged', 'started', 'held', 'resumed']);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/signin');
});

test('nothing is wider than a phone', async () => {
  const title = `Un titlu lung ${'foarte'.repeat(25)}`;
  const reference = await world.openIncident({
    title,
    description: 'x'.repeat(300),
    severity: 'P2',
    service: 'smartbill',
  });
  await world.act(reference, 'comment', { text: `https://example.com/${'a'.repeat(300)}` });
  await world.openIncident({ title: 'Export nu merge', severity: 'P3' });
  await world.openIncident({ title: 'Aplicația nu răspunde' });
  await world.travel(62 * minutes);
  for (const scheme of ['light', 'dark'] as const) {
    const page = await open(phone, scheme);
    await signedIn(page, '/');
    await shoot(page, `phone-list-${scheme}`);
    expect(await overflow(page)).toBe(0);
    await page.goto(`/incidents/${reference}`);
    await shoot(page, `phone-incident-${scheme}`);
    expect(await overflow(page)).toBe(0);
    const wide = await open(desktop, scheme);
    await signedIn(wide, '/?status=all');
    await shoot(wide, `list-${scheme}`);
  }
});

test('the link in a mail is one page and one button', async () => {
  const reference = await world.openIncident({ title: 'Nu se văd cursele' });
  const { text } = world.mailsTo('ion@transport.example').at(-1)!;
  const page = await open(phone);
  await page.goto(/\/acknowledge\/\S+/.exec(text)![0]);
  await shoot(page, 'phone-acknowledge');
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'Confirmă preluarea' }).click();
  await page.getByRole('status').waitFor();
  await shoot(page, 'phone-acknowledged');
  expect((await world.show(reference)).acknowledgedAt).not.toBeNull();
});
