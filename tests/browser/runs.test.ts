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
  (text) => `${text}maintenance:
  window: { sun: "02:00-04:00" }
  timezone: Europe/Lisbon
  notice: 48h
  tell: [eva]
  kinds: { minor: { title: Small updates, every: week on sun 02:00, lasts: 1h, services: app, owner: ion } }
procedures:
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

test('maintenance is planned by a form, refused with the earliest instant that could be, and called off from its run', async () => {
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, await world.keyOf('ana'), '/maintenance');
  await page.getByText('None is planned, and none was.').waitFor();
  await page.getByRole('heading', { name: 'Comes round' }).waitFor();
  expect(await browser.barriers(page)).toEqual([]);
  const inDays = (days: number) => new Date(world.desk.now() + days * 86_400_000).toISOString().slice(0, 16);
  await page.locator('summary', { hasText: 'Plan maintenance' }).click();
  await page.getByLabel('From (Europe/Lisbon)').fill(inDays(1));
  await page.getByLabel('For how long').fill('3h');
  await page.getByLabel('What whoever is told should know').fill('The servers move.');
  await press(page, 'Plan it');
  await page.getByRole('alert').getByText('the earliest that can be is').waitFor();
  expect(await page.getByLabel('For how long').inputValue()).toBe('3h');
  await page.getByLabel('From (Europe/Lisbon)').fill(inDays(5));
  expect(await browser.barriers(page)).toEqual([]);
  await press(page, 'Plan it');
  await page.getByText('◔ announced').waitFor();
  await page.getByText('told to 1').waitFor();
  await page.getByText('Europe/Lisbon', { exact: true }).first().waitFor();
  await page.getByText('Europe/Bucharest', { exact: true }).first().waitFor();
  await browser.shoot(page, 'phone-maintenance');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Small updates' }).click();
  await page.locator('summary', { hasText: 'Cancel' }).click();
  await page.locator('form[action$="/cancel"]').getByLabel('Why').fill('Not needed');
  await press(page, 'Cancel');
  await page.getByRole('link', { name: 'Maintenance' }).click();
  await page.getByText('✕ called off').waitFor();
});
