/** The console in a real browser without JavaScript: one signs in, acts, and reads it on a phone. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const phone = { width: 375, height: 812 };
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

test('one signs in, reads and acts without JavaScript, by keyboard', async () => {
  const reference = await world.openIncident({
    description: 'Nimeni nu poate intra.\nNici pe telefon.',
    service: 'app',
  });
  await world.travel(75 * minutes);
  const page = await browser.open();
  await page.goto(`/incidents/${reference}`);
  await browser.shoot(page, 'signin');
  await browser.signIn(page, world.admin, `/incidents/${reference}`);
  expect(await page.title()).toBe(`${reference} App inaccesibilă · Guardia`);
  await browser.shoot(page, 'incident-overdue');
  // The plan's phases are its statuses: they are not said twice.
  expect(await page.getByText(/phase/i).count()).toBe(0);

  await page.getByRole('button', { name: 'Acknowledge' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('✓ acknowledged').waitFor();
  await page.getByRole('button', { name: 'Start work' }).click();
  await page.getByText('in progress').first().waitFor();

  await page.getByText('Put on hold').first().focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Why it waits').fill('Așteptăm furnizorul');
  await browser.shoot(page, 'incident-form');
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
    const page = await browser.open({ viewport: phone, colorScheme: scheme });
    await browser.signIn(page, world.admin, '/');
    await browser.shoot(page, `phone-list-${scheme}`);
    expect(await browser.barriers(page)).toEqual([]);
    expect(await browser.overflow(page)).toBe(0);
    await page.goto(`/incidents/${reference}`);
    await browser.shoot(page, `phone-incident-${scheme}`);
    expect(await browser.barriers(page)).toEqual([]);
    expect(await browser.overflow(page)).toBe(0);
    await page.goto('/incidents/new');
    await browser.shoot(page, `phone-new-${scheme}`);
    expect(await browser.barriers(page)).toEqual([]);
    expect(await browser.overflow(page)).toBe(0);
    const wide = await browser.open({ colorScheme: scheme });
    await browser.signIn(wide, world.admin, '/?status=all');
    await browser.shoot(wide, `list-${scheme}`);
  }
});

test('the link in a mail is one page and one button', async () => {
  const reference = await world.openIncident({ title: 'Nu se văd cursele' });
  const { text } = world.mailsTo('ion@transport.example').at(-1)!;
  const page = await browser.open({ viewport: phone });
  await page.goto(/\/acknowledge\/\S+/.exec(text)![0]);
  await browser.shoot(page, 'phone-acknowledge');
  expect(await browser.barriers(page)).toEqual([]);
  expect(await browser.overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'Confirmă preluarea' }).click();
  await page.getByRole('status').waitFor();
  await browser.shoot(page, 'phone-acknowledged');
  expect((await world.show(reference)).acknowledgedAt).not.toBeNull();
});
