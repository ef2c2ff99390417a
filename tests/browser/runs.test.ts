/** A procedure in a real browser without JavaScript, on a phone: it is begun, its steps are done, and what went wrong is dealt with. */
import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const phone = { width: 375, height: 812 };
const plan = shopPlan(
  (text) => `${text}procedures:
  release:
    title: Release
    description: What is finished goes out.
    owner: lead
    within: 2h
    asks: { flag: Which flag? }
    steps:
      - { name: ask, decide: "Does {flag} go out?", owner: ion, within: 15m }
      - { name: raise, open: P3 }
      - { name: look, title: Look at it, do: [Log in, Pay], gives: [A list], undo: [Take it back] }
      - { name: agree, approve: That it stays, owner: ana }
`,
);

let world: World;
let browser: Chromium;
beforeAll(async () => {
  world = await startWorld({ plan });
  browser = await startBrowser(world.app.fetch);
});
afterAll(async () => {
  await browser.stop();
  await world.stop();
});

async function press(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: button, exact: true }).focus();
  await page.keyboard.press('Enter');
  await loaded;
  await world.settled();
  // What machines did meanwhile; a refusal would be sent again.
  if ((await page.getByRole('alert').count()) === 0) await page.reload();
}

test('from the form that begins it to its last step, with what shows it, and back', async () => {
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, await world.keyOf('ana'), '/runs');
  await page.getByText('No run is like that.').waitFor();
  await page.getByRole('link', { name: 'Begin a procedure' }).click();
  expect(await browser.barriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Release' }).click();
  await page.getByLabel('Which flag?').fill('basket');
  expect(await browser.barriers(page)).toEqual([]);
  await press(page, 'Begin');
  await page.getByText('1. Does basket go out?').waitFor();

  await page.getByLabel('What was decided').fill('Yes.');
  await press(page, 'Go on: Does basket go out?');
  await page.getByText('Add what shows it').click();
  await page.getByLabel('What shows it').fill('All of it');
  await page.getByLabel('Where one sees it').fill('javascript:alert(1)');
  await press(page, 'Tick: Log in');
  await page.getByRole('alert').getByText('is no address').waitFor();
  await page.getByLabel('Where one sees it').fill('https://shop.example/orders');
  await page.getByLabel('Files').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('1,2') });
  await press(page, 'Tick: Log in');
  await page.getByRole('button', { name: 'Take back: Log in' }).waitFor();
  await browser.shoot(page, 'phone-run');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);
  await press(page, 'All of it is done');
  expect(await page.getByRole('link', { name: 'https://shop.example/orders' }).count()).toBe(1);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'list.csv' }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toBe('1,2');

  await page.locator('summary', { hasText: 'Refuse' }).click();
  await page.locator('form[action$="/refuse"]').getByLabel('Why').fill('Too slow');
  await press(page, 'Refuse: That it stays');
  await page.getByText('▲ failed').first().waitFor();
  await page.locator('summary', { hasText: 'Undo' }).click();
  await page.locator('form[action$="/undo"]').getByLabel('Why').fill('Too slow');
  await press(page, 'Undo');
  await page.getByText('Take it back').waitFor();
  await press(page, 'It is done: Look at it');
  await page.getByText('↩ undone').first().waitFor();

  await page.setViewportSize({ width: 1200, height: 900 });
  await browser.shoot(page, 'run');
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.getByLabel('Status').selectOption('undone');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('link', { name: 'Release' }).waitFor();
  expect(await browser.barriers(page)).toEqual([]);
});
