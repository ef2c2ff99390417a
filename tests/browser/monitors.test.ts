/** The page of what is watched, on a phone and without JavaScript. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';
import { lookAsked } from '../../services/monitor/overdue.ts';
import { startWatchedShop, till } from '../services/watched-shop.ts';
import type { WatchedShop } from '../services/watched-shop.ts';
import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';

const phone = { width: 375, height: 812 };
let shop: WatchedShop;
let browser: Chromium;
let ana: string;
beforeAll(async () => {
  shop = await startWatchedShop();
  await shop.reset();
  ana = (await createKey(shop.desk, { plan: 'shop', person: 'ana' }, 'a test')).key;
  browser = await startBrowser(createApp(shop.desk, console.error).fetch);
});
afterAll(async () => {
  await browser.stop();
  await shop.stop();
});

test('one sees what is down and since when, mutes it, hears it again, and has it looked at', async () => {
  await shop.minutePasses(2);
  shop.failing.add(till);
  await shop.minutePasses(3);
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, ana, '/');
  await page.getByRole('link', { name: 'Monitors' }).click();
  expect(await page.locator('li').filter({ hasText: '▲ down' }).count()).toBe(1);
  await browser.shoot(page, 'phone-monitors');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);

  await page.getByRole('link', { name: 'till' }).click();
  await page.getByText('The last 5 took 7 to 7 ms').waitFor();
  await page.getByText('Mute', { exact: true }).first().click();
  await page.getByLabel('For').fill('two hours');
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  await page.getByRole('alert').getByText('For').waitFor();
  await page.getByLabel('For').fill('2h');
  await page.getByLabel('Why').fill('New tills');
  await browser.shoot(page, 'phone-monitor');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  await page.getByText('☾ muted').waitFor();
  await page.getByRole('button', { name: 'Unmute' }).click();
  await page.getByText('Mute', { exact: true }).first().waitFor();
  expect(await page.getByText('☾ muted').count()).toBe(0);

  shop.failing.clear();
  shop.pass(60 * 60_000);
  await page.getByRole('button', { name: 'Look now' }).click();
  await page.getByText('It is being looked at').waitFor();
  await lookAsked(shop.desk, shop.eyes);
  await page.reload();
  await page.getByText('✓ up').waitFor();
});
