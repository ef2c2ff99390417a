/** A whole incident in a real browser without JavaScript: worked on by forms and keys, followed by who asked for it. */
import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBrowser } from '../support/browser.ts';
import type { Chromium } from '../support/browser.ts';
import { compiled } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const phone = { width: 390, height: 844 };
const evil = '<script>alert(1)</script>';
const requester = { name: evil, email: 'recepcao@aurora.example' };
const pauses = 'pauses: { cliente: { title: Aguardando o cliente, stops: [resolution], ends: reply } }';
let world: World;
let browser: Chromium;

beforeAll(async () => {
  const plan = await readFile(new URL('../../plans/voip.yaml', import.meta.url), 'utf8');
  world = await startWorld({ plan: compiled(`${plan}\n${pauses}`) });
  browser = await startBrowser(world.app.fetch);
});
afterAll(async () => {
  await browser.stop();
  await world.stop();
});

async function signedIn(person: string, path: string, viewport?: typeof phone): Promise<Page> {
  const page = await browser.open(viewport === undefined ? {} : { viewport });
  await browser.signIn(page, await world.keyOf(person), path);
  return page;
}

/** Opens a form by the keyboard. */
async function unfold(page: Page, title: string): Promise<void> {
  await page.locator('summary', { hasText: title }).first().focus();
  await page.keyboard.press('Enter');
}

async function send(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).focus();
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
  await world.settled();
}

const ask = (title: string) =>
  world.openIncident({ title, description: evil, severity: 'critico', service: 'chamadas', requester });

const linkOf = (): string =>
  /http:\/\/guardia\.example(\/requests\/[^\s/]+)/.exec(world.mailsTo(requester.email).at(-1)!.text)![1]!;

test('a critical incident goes its whole way by forms and keys, and its requester rates it', async () => {
  const reference = await ask('Chamadas mudas');
  const path = `/incidents/${reference}`;
  const page = await signedIn('davi', path);
  await browser.shoot(page, 'incident-new');
  await send(page, 'Acknowledge');
  await send(page, 'Start work');

  await unfold(page, 'Hand to a level');
  await page.getByLabel('Level').selectOption('N2');
  await page.getByLabel('What they should know').fill('O tronco 2 perde pacotes.');
  await send(page, 'Hand to a level');
  await page.getByText('Handed up from N1 to N2').first().waitFor();
  await send(page, 'Acknowledge');

  await unfold(page, 'Put on hold');
  await page.getByLabel('Why it waits').fill('Esperamos o número de teste.');
  await page.getByLabel('What it waits for').selectOption('cliente');
  await browser.shoot(page, 'incident-hold-form');
  await send(page, 'Put on hold');
  await page.getByText('resolution stand still').first().waitFor();
  expect((await world.show(reference)).hold).toMatchObject({ pause: 'cliente', stops: ['resolution'] });
  await browser.shoot(page, 'incident-held');
  expect(await browser.barriers(page)).toEqual([]);

  await unfold(page, 'Workaround');
  await page.getByLabel('How to go on meanwhile').fill('Usem o tronco 1.');
  await send(page, 'Tell this workaround');
  await unfold(page, 'Resolve');
  await page.getByLabel('What was done').fill('Tronco 2 trocado.');
  await send(page, 'Resolve');
  await unfold(page, 'Verified');
  await page.getByLabel('What was verified').fill('Dez chamadas de teste.');
  await send(page, 'Verified');
  await send(page, 'Close');
  await page.getByText('closed').first().waitFor();

  const theirs = await browser.open({ viewport: phone });
  await theirs.goto(linkOf());
  expect(await browser.barriers(theirs)).toEqual([]);
  await theirs.getByLabel('5', { exact: true }).focus();
  await theirs.keyboard.press('Space');
  const loaded = theirs.waitForEvent('load');
  await theirs.keyboard.press('Enter');
  await loaded;
  await page.goto(path);
  await page.getByText('gave 5 out of 5').first().waitFor();
  await browser.shoot(page, 'incident-closed');
});

test('a note never reaches the requester; an answer does', async () => {
  const reference = await ask('Ramal sem som');
  const page = await signedIn('davi', `/incidents/${reference}`, phone);
  await browser.shoot(page, 'phone-incident-new');
  await unfold(page, 'Internal note');
  await page.locator('details[open]').getByLabel('Text').fill('O cliente não pagou.');
  await browser.shoot(page, 'phone-note-form');
  await send(page, 'Keep as an internal note');
  await unfold(page, 'Answer');
  await page.locator('details[open]').getByLabel('Text').fill('Estamos vendo.');
  await browser.shoot(page, 'phone-answer-form');
  await send(page, 'Send the answer to the requester');
  await page.goto(linkOf());
  const said = await page.locator('main').innerText();
  expect(said).toContain('Estamos vendo.');
  expect(said).not.toContain('não pagou');
  expect(world.mailsTo(requester.email).filter(({ text }) => text.includes('não pagou'))).toEqual([]);
});

test('who writes while somebody else acts sees it, keeps their words, and can send them again', async () => {
  const reference = await ask('Fila parada');
  const path = `/incidents/${reference}`;
  const [davi, caio] = [await signedIn('davi', path), await signedIn('caio', path)];
  await unfold(davi, 'Resolve');
  await davi.getByLabel('What was done').fill('Fila reiniciada.');
  await send(caio, 'Start work');
  await send(davi, 'Resolve');
  await davi.getByRole('alert').getByText('Started by Caio').waitFor();
  expect(await davi.getByLabel('What was done').inputValue()).toBe('Fila reiniciada.');
  await browser.shoot(davi, 'incident-clash');
  await send(davi, 'Resolve');
  expect((await world.show(reference)).status).toBe('resolved');
});

test('markup that people write is text wherever the console shows it', async () => {
  const reference = await ask(evil);
  const path = `/incidents/${reference}`;
  await world.act(reference, 'start');
  await world.act(reference, 'watch', { name: evil, email: 'vizinho@aurora.example' });
  await world.act(reference, 'comment', { text: evil, public: true });
  await world.act(reference, 'edit', { description: `${evil} de novo`, fields: { nota: evil } });
  await world.act(reference, 'hold', { reason: evil, pause: 'cliente' });
  const page = await signedIn('davi', path, phone);
  for (const where of [path, '/', linkOf()]) {
    await page.goto(where);
    expect([where, await page.locator('script').count()]).toEqual([where, 0]);
    expect(await page.locator('main').innerText()).toContain(evil);
  }
  await page.goto(path);
  await browser.shoot(page, 'phone-incident-markup');
  expect(await page.getByText(evil).count()).toBeGreaterThan(6);
});
