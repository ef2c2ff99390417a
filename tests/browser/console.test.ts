/** The console in a real browser without JavaScript: one signs in, acts, and reads it on a phone. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { addCopy, addTest } from '../backup/support.ts';
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

test('what comes round is read on a phone, and nothing there stands in anybody’s way', async () => {
  await addCopy(world.db, world.desk.now(), { plan: 'transport', backup: 'database', of: 'database' });
  await addTest(world.db, world.desk.now(), { plan: 'transport', backup: 'database' });
  const entry = { plan: 'transport', kind: 'deployment', title: `Versiunea ${'1.2.'.repeat(40)}`, service: 'app' };
  await world.request('POST', '/api/logbook', entry);
  await world.request('POST', '/api/services/app/degraded', { plan: 'transport', reason: 'Discul e plin' });
  const incident = await world.openIncident({ title: 'Baza de date nu răspunde', service: 'database' });
  const begun = { plan: 'transport', procedure: 'backups/database/restore-test' };
  const { body } = await world.request('POST', '/api/runs', begun);
  await world.settled();
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, world.admin, '/backups');
  for (const path of [
    '/backups',
    '/backups/transport/database',
    '/schedules',
    '/schedules/transport/backups%2Fdatabase',
    '/services',
    '/maintenance',
    '/logbook',
    '/procedures',
    '/procedures/transport/maintenance%2Femergency',
    '/runs',
    `/runs/${body.reference}`,
    `/incidents/${incident}`,
  ]) {
    await page.goto(path);
    await browser.shoot(page, `phone${path.replaceAll(/\W+/g, '-')}`);
    expect([path, await browser.barriers(page), await browser.overflow(page)]).toEqual([path, [], 0]);
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
