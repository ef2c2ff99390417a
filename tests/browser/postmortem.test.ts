/** A post-mortem in a real browser without JavaScript, by keys: a line for each action, a draft to go on with, and what is wrong where it is. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

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

async function send(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).focus();
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
  await world.settled();
}

test('it is begun, saved, mended and written', async () => {
  const reference = await world.openIncident({ title: 'Serverul nu răspunde' });
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  const page = await browser.open();
  await browser.signIn(page, await world.keyOf('ana'), `/incidents/${reference}`);
  await page.getByRole('link', { name: 'Write the post-mortem' }).click();

  await page.getByLabel('Root cause').fill('Disc plin.');
  const line = page.getByRole('group', { name: 'Action 1', exact: true });
  await line.getByLabel('What is to be done').fill('Alarmă la 80 %');
  await line.getByLabel('Owner').selectOption('Ion Marin');
  await page.getByLabel('Emergency response').check();
  await send(page, 'Save draft');
  expect(await page.getByLabel('Root cause').inputValue()).toBe('Disc plin.');
  expect(await line.getByLabel('Owner').inputValue()).toBe('ion');
  expect(await page.getByLabel('Emergency response').isChecked()).toBe(true);
  await page.getByText('Ciornă, neterminată: Ana Pop').waitFor();
  expect(await browser.barriers(page)).toEqual([]);
  await browser.shoot(page, 'postmortem-draft');

  await page.getByLabel('Lessons').fill('Discurile se umplu.');
  await send(page, 'Write the post-mortem');
  await page.getByRole('alert').waitFor();
  await line.getByText('“Due” is empty').waitFor();
  expect(await line.getByLabel('Due').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Lessons').inputValue()).toBe('Discurile se umplu.');
  await browser.shoot(page, 'postmortem-wrong');

  await line.getByLabel('Due').fill('2099-03-12');
  await send(page, 'Write the post-mortem');
  await page.getByText('[ ] Alarmă la 80 %').waitFor();
  expect(await page.getByRole('button', { name: 'Save draft' }).count()).toBe(0);
  await browser.shoot(page, 'postmortem-written');
});

test('it fits on a telephone', async () => {
  const reference = await world.openIncident();
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  const page = await browser.open({ viewport: { width: 390, height: 844 } });
  await browser.signIn(page, await world.keyOf('ana'), `/incidents/${reference}/postmortem`);
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);
  await browser.shoot(page, 'phone-postmortem');
});
