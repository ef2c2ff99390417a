/** The page of who is on call, on a phone and without JavaScript. */

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { shopPlan } from '../domain/support.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';

const phone = { width: 375, height: 812 };
const rotations = `rotations:
  primary: { title: Primary, members: [ana, ion], every: 1 week, handoff: mon 09:00 }
  later: { title: A rotation with a rather long title that does not fit, members: eva, every: 1 week, starts: 2099-01-01 }
`;
const emergency = `emergency:
  contacts: [{ who: lead, by: [phone, email], hours: office, description: Decides what is said outside }, rotation later, support]
  test: { every: quarter, within: 1h }
`;
let api: Api;
let browser: Chromium;

beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => text.replace('severities:', `${rotations}${emergency}severities:`)),
    'admin',
  );
  browser = await startBrowser(api.app.fetch);
});
afterAll(async () => {
  await browser.stop();
  await api.stop();
});

test('one sees who is on call and stands in for them, and takes it back', async () => {
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, api.ana, '/');
  await page.getByRole('link', { name: 'On call' }).click();
  await page.getByText(/(Ana|Ion) is on call now/).waitFor();
  expect(await page.getByText('Nobody is on call from').count()).toBe(1);

  const primary = page.getByRole('region', { name: 'Primary' });
  await primary.getByText('Override', { exact: true }).first().click();
  await primary.getByLabel('Who').selectOption({ label: 'Eva' });
  await primary.getByLabel('Until').fill('2020-01-01T10:00');
  await primary.getByLabel('Why').fill('Ana is ill');
  await browser.shoot(page, 'phone-on-call');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);

  const soon = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 16);
  await primary.getByLabel('Until').fill(soon);
  await primary.getByRole('button', { name: 'Override' }).click();
  await primary.getByText('Eva is on call now').waitFor();
  await browser.shoot(page, 'phone-on-call-override');
  await primary.getByRole('button', { name: 'Cancel the override of Eva' }).click();
  await primary.getByText(/(Ana|Ion) is on call now/).waitFor();
});

test('one sees who of the emergency contacts is proven, and asks them all', async () => {
  const page = await browser.open({ viewport: phone });
  await browser.signIn(page, api.ana, '/on-call');
  const contacts = page.getByRole('region', { name: 'Emergency contacts shop' });
  await contacts.getByText('The next one is on').waitFor();
  expect(await contacts.getByText('never proven').count()).toBe(3);
  expect(await contacts.getByText('Nobody is behind it now.').count()).toBe(1);
  await contacts.getByRole('button', { name: 'Test now: the emergency contacts of shop' }).click();
  await contacts.getByRole('link', { name: 'SHO-1' }).click();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByRole('link', { name: 'On call' }).click();
  await contacts.getByText('was answered in time').waitFor();
  expect(await contacts.getByText(/Ana:\s+proven/).count()).toBe(1);
  expect(await contacts.getByText('never proven').count()).toBe(2);
  await browser.shoot(page, 'phone-emergency');
  expect(await browser.overflow(page)).toBe(0);
  expect(await browser.barriers(page)).toEqual([]);
});
