/** The page of who asked for help in a real browser without JavaScript: on a phone, and by the keyboard alone. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const joe = 'joe@acme.example';
let world: World;
let browser: Chromium;
beforeAll(async () => {
  world = await startWorld({ plan: shopPlan((text) => `${text}surveys: { csat: { after: closing } }\n`) });
  browser = await startBrowser(world.app.fetch);
});
afterAll(async () => {
  await browser.stop();
  await world.stop();
});

/** The page behind the newest link in Joe's mails, on a small phone. */
async function open(pattern = /http:\/\/guardia\.example(\/requests\/[\w.-]+)/) {
  const page = await browser.open({ viewport: { width: 320, height: 640 } });
  await page.goto(pattern.exec(world.mailsTo(joe).at(-1)!.text)![1]!);
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
  await browser.shoot(page, 'requester');
  expect(await browser.barriers(page)).toEqual([]);

  await world.act(reference, 'resolve', { note: 'Plugged in.' });
  await world.act(reference, 'close');
  const rating = await open(/http:\/\/guardia\.example(\/requests\/\S+\/rate\/4)/);
  expect(await rating.getByRole('radio', { name: '4' }).isChecked()).toBe(true);
  await rating.getByRole('radio', { name: '4' }).focus();
  await rating.keyboard.press('ArrowRight');
  await browser.shoot(rating, 'requester-rating');
  expect(await browser.barriers(rating)).toEqual([]);
  await rating.keyboard.press('Enter');
  await rating.getByRole('status').waitFor();
  const rated = (await world.events(reference)).find(({ kind }) => kind === 'rated');
  expect(rated!.data).toMatchObject({ score: 5 });
});
