/** The page of who is on call, on a phone and without JavaScript. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { shopPlan } from '../domain/support.ts';
import { freePort } from '../../engine/ports.ts';
import { applyPlan } from '../../services/plan/apply.ts';

const shots = join(tmpdir(), 'guardia-screenshots');
const rotations = `rotations:
  primary: { title: Primary, members: [ana, ion], every: 1 week, handoff: mon 09:00 }
  later: { title: A rotation with a rather long title that does not fit, members: eva, every: 1 week, starts: 2099-01-01 }
`;
const emergency = `emergency:
  contacts: [{ who: lead, by: [phone, email], hours: office, description: Decides what is said outside }, rotation later, support]
  test: { every: quarter, within: 1h }
`;
let api: Api;
let browser: Browser;
let server: ReturnType<typeof serve>;
let address: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => text.replace('severities:', `${rotations}${emergency}severities:`)),
    'admin',
  );
  const port = await freePort();
  server = serve({ fetch: api.app.fetch, port, hostname: '127.0.0.1' });
  address = `http://guardia.example:${port}`;
  browser = await chromium.launch({
    executablePath: inject('chromium'),
    args: ['--no-sandbox', '--host-resolver-rules=MAP guardia.example 127.0.0.1'],
  });
});
afterAll(async () => {
  await browser.close();
  server.close();
  await api.stop();
});

test('one sees who is on call and stands in for them, and takes it back', async () => {
  const viewport = { width: 375, height: 812 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: false, baseURL: address });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Your key').fill(api.ana);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'On call' }).click();
  await page.getByText(/(Ana|Ion) is on call now/).waitFor();
  expect(await page.getByText('Nobody is on call from').count()).toBe(1);

  const primary = page.getByRole('region', { name: 'Primary' });
  await primary.getByText('Override', { exact: true }).first().click();
  await primary.getByLabel('Who').selectOption({ label: 'Eva' });
  await primary.getByLabel('Until').fill('2020-01-01T10:00');
  await primary.getByLabel('Why').fill('Ana is ill');
  await page.screenshot({ path: join(shots, 'phone-on-call.png'), fullPage: true });
  const session = await context.newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await session.send('Page.getLayoutMetrics');
  expect(cssContentSize.width).toBe(cssLayoutViewport.clientWidth);

  const soon = new Date(Date.now() + 30 * 3_600_000).toISOString().slice(0, 16);
  await primary.getByLabel('Until').fill(soon);
  await primary.getByRole('button', { name: 'Override' }).click();
  await primary.getByText('Eva is on call now').waitFor();
  await page.screenshot({ path: join(shots, 'phone-on-call-override.png'), fullPage: true });
  await primary.getByRole('button', { name: 'Cancel the override of Eva' }).click();
  await primary.getByText(/(Ana|Ion) is on call now/).waitFor();
});

test('one sees who of the emergency contacts is proven, and asks them all', async () => {
  const viewport = { width: 375, height: 812 };
  const context = await browser.newContext({ viewport, javaScriptEnabled: false, baseURL: address });
  const page = await context.newPage();
  await page.goto('/on-call');
  await page.getByLabel('Your key').fill(api.ana);
  await page.keyboard.press('Enter');
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
  await page.screenshot({ path: join(shots, 'phone-emergency.png'), fullPage: true });
  const session = await context.newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await session.send('Page.getLayoutMetrics');
  expect(cssContentSize.width).toBe(cssLayoutViewport.clientWidth);
});
