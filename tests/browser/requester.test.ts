/** The page of who asked for help in a real browser without JavaScript: on a phone, and by the keyboard alone. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const joe = 'joe@acme.example';
const shots = join(tmpdir(), 'guardia-screenshots');
let world: World;
let browser: Browser;
let server: ReturnType<typeof serve>;
let address: string;
beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  world = await startWorld({ plan: shopPlan((text) => `${text}surveys: { csat: { after: closing } }\n`) });
  const port = await freePort();
  server = serve({ fetch: world.app.fetch, port, hostname: '127.0.0.1' });
  address = `http://127.0.0.1:${port}`;
  browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  server.close();
  await world.stop();
});

/** The page behind the newest link in Joe's mails, on a small phone. */
async function open(pattern = /http:\/\/guardia\.example(\/requests\/[\w.-]+)/) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address + pattern.exec(world.mailsTo(joe).at(-1)!.text)![1]!);
  return page;
}

test('one answers, and rates by a click in the mail and the Enter key, nothing wider than the screen', async () => {
  const reference = await world.openIncident({
    title: `The till is down ${'x'.repeat(60)}`,
    severity: 'P4',
    requester: { email: joe },
  });
  const page = await open();
  await page.getByLabel('Your message').fill('It says 42.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  expect(await page.getByRole('status').textContent()).toBe('Thank you: your message has arrived.');
  expect(await page.locator('blockquote').last().textContent()).toBe('It says 42.');
  expect((await page.locator('html').boundingBox())!.width).toBeLessThanOrEqual(320);
  await page.screenshot({ path: join(shots, 'requester.png'), fullPage: true });

  await world.act(reference, 'resolve', { note: 'Plugged in.' });
  await world.act(reference, 'close');
  const rating = await open(/http:\/\/guardia\.example(\/requests\/\S+\/rate\/4)/);
  expect(await rating.getByRole('radio', { name: '4' }).isChecked()).toBe(true);
  await rating.getByRole('radio', { name: '4' }).focus();
  await rating.keyboard.press('ArrowRight');
  await rating.screenshot({ path: join(shots, 'requester-rating.png'), fullPage: true });
  await rating.keyboard.press('Enter');
  await rating.getByRole('status').waitFor();
  const rated = (await world.events(reference)).find(({ kind }) => kind === 'rated');
  expect(rated!.data).toMatchObject({ score: 5 });
});
