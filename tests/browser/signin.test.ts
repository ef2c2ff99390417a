/** In a real browser without JavaScript: a person signs in by the link in a mail, makes a key, and signs out everywhere. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const ana = 'ana@transport.example';
let world: World;
let browser: Chromium;

beforeAll(async () => {
  world = await startWorld();
  browser = await startBrowser(world.app.fetch);
});
afterAll(async () => {
  await browser.stop();
  await world.stop();
});

test('by the link in a mail one is where one wanted to be, makes a key that works, and ends every session', async () => {
  const reference = await world.openIncident();
  const page = await browser.open({ viewport: { width: 375, height: 812 } });
  await page.goto(`/incidents/${reference}`);
  await page.getByLabel('Your mail address').fill(ana);
  await browser.shoot(page, 'phone-signin');
  expect(await browser.barriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  await browser.shoot(page, 'phone-signin-sent');
  await world.settled();

  const link = /\/signin\/\S+/.exec(world.mailsTo(ana).at(-1)!.text)![0];
  await page.goto(link);
  await browser.shoot(page, 'phone-signin-link');
  await page.getByRole('button', { name: 'Autentificare' }).click();
  await page.waitForURL(`${browser.address}/incidents/${reference}`);

  await page.getByRole('link', { name: 'ana' }).click();
  await page.getByText('Make a key').first().click();
  await page.getByLabel('What it is for').fill('laptop');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = (await page.locator('#new-key').textContent())!;
  await browser.shoot(page, 'phone-account');
  const answer = await fetch(`http://127.0.0.1:${new URL(browser.address).port}/api/keys`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(((await answer.json()) as { items: unknown[] }).items).toHaveLength(1);
  expect(await browser.barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revoke the key laptop' }).click();
  await page.getByText('There are none.').waitFor();

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL('**/signin');
  await page.goto('/');
  await page.waitForURL('**/signin?to=%2F');
  await page.goto(link);
  await page.getByText('Acest link a fost folosit deja').or(page.getByText('This link was used already')).waitFor();
});
