/** Plan files are applied as they are found, and again whenever they or the texts beside them change. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { planHistory } from '../../services/plan/history.ts';
import { keepPlans } from '../../worker/plans.ts';
import { environmentForPlans } from '../../worker/settings.ts';
import { shopText } from '../domain/support.ts';

import { admin, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let folder: string;
let told: string[];
let logged: string[];
let stop: () => void;
beforeEach(async () => {
  shop = await startShop();
  folder = await mkdtemp(join(tmpdir(), 'guardia-plans-'));
  [told, logged, stop] = [[], [], () => undefined];
});
afterEach(async () => {
  stop();
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(folder, name), text);
async function keep(places = [folder]) {
  const note = (...words: unknown[]) => void logged.push(words.map(String).join(' '));
  const log = { info: note, warn: note, error: note };
  const kept = await keepPlans(shop.desk, {
    places,
    log,
    tell: (line) => void told.push(line.replace(`${folder}/`, '')),
  });
  ({ stop } = kept);
  return kept.plans.map(({ slug, version }) => `${slug} ${version}`);
}
const versions = () => shop.db.selectFrom('plan').select(['slug', 'version']).orderBy('slug').execute();
const nextTold = async (line: string | RegExp) => {
  await expect.poll(() => told, { timeout: 5000 }).toContainEqual(expect.stringMatching(line));
};

const quicker = shopText.replace('P1: { response: 1h', 'P1: { response: 30m');
const stall = shopText.replace('plan: shop', 'plan: stall').replace('reference: SHO', 'reference: STA');

test('what is found is applied; what is in force already stays', async () => {
  await write('shop.yaml', shopText);
  await write('stall.yaml', stall);
  expect(await keep()).toEqual(['shop 1', 'stall 1']);
  expect(told).toEqual(['stall.yaml: version 1 (new plan Shop)']);
});

test('one that is wrong, or clashes, keeps no other from running', async () => {
  await write('a.yaml', quicker.replace('escalation: critical', 'escalation: nowhere'));
  await write('b.yaml', shopText.replace('plan: shop', 'plan: booth'));
  await write('stall.yaml', stall);
  expect(await keep()).toEqual(['stall 1']);
  expect(told).toContainEqual(
    expect.stringMatching(/^a\.yaml is not applied: \d+:\d+ `nowhere` is not(?!.*plan check)/),
  );
  expect(told).toContainEqual(expect.stringMatching(/^b\.yaml is not applied: .*belongs to the plan shop/));
  expect(logged.join('\n')).toMatch(/a\.yaml:\d+:\d+ .*nowhere/);
});

test('a file that is edited is a new version, in words', async () => {
  await write('shop.yaml', shopText);
  await keep();
  await write('shop.yaml', quicker);
  await nextTold('shop.yaml: version 2 (P1 response 1h → 30m)'.replaceAll(/[()]/g, '\\$&'));
});

test('so is one that an editor puts in the place of another, twice', async () => {
  await write('shop.yaml', shopText);
  await keep();
  for (const [text, version] of [
    [quicker, 2],
    [shopText, 3],
  ] as const) {
    await write('.shop.yaml.swp', text);
    await rename(join(folder, '.shop.yaml.swp'), join(folder, 'shop.yaml'));
    await nextTold(`version ${version} `);
  }
});

test('so is one whose file alone is watched', async () => {
  await write('shop.yaml', shopText);
  await keep([join(folder, 'shop.yaml')]);
  await write('shop.yaml', quicker);
  await nextTold('version 2 ');
});

test('a new file in the folder is applied', async () => {
  await keep();
  await write('stall.yaml', stall);
  await nextTold('stall.yaml: version 1');
});

test('a text beside a plan is part of it, also in a folder that is made later', async () => {
  await write('shop.yaml', shopText.replace('title: App', 'title: App, description: runbooks/app.md'));
  await keep();
  expect(told).toEqual([expect.stringMatching('version 2 ')]);
  await mkdir(join(folder, 'runbooks'));
  await write('runbooks/app.md', 'Restart it.');
  await nextTold(/version 3 \(new text runbooks\/app\.md\)/);
  await write('runbooks/app.md', 'Look, then restart it.');
  await nextTold(/version 4 \(the text runbooks\/app\.md is another\)/);
});

test('a plan that has become wrong stays as it was, and goes on when it is mended', async () => {
  await write('shop.yaml', shopText);
  await keep();
  await write('shop.yaml', 'guardia: 1\nplan: [');
  await nextTold(/is not applied: \d+:\d+ /);
  expect(await versions()).toEqual([{ slug: 'shop', version: 1 }]);
  await write('shop.yaml', quicker);
  await nextTold('version 2 ');
});

test('a file that is gone changes nothing, and it is said', async () => {
  await write('shop.yaml', shopText);
  await keep();
  await rm(join(folder, 'shop.yaml'));
  await nextTold('shop.yaml is gone; its plan stays as it was applied');
  expect(await versions()).toEqual([{ slug: 'shop', version: 1 }]);
});

test('what is applied from files is by the files, and by nobody else', async () => {
  await write('shop.yaml', quicker);
  await write('stall.yaml', stall);
  await keep();
  await write('stall.yaml', stall.replace('P1: { response: 1h', 'P1: { response: 30m'));
  await nextTold('stall.yaml: version 2');
  const applied = await Promise.all(['shop', 'stall'].map((slug) => planHistory(shop.desk, admin, slug)));
  expect(applied.map((all) => all.map(({ appliedBy }) => appliedBy))).toEqual([
    ['files', 'admin'],
    ['files', 'files'],
  ]);
});

test('of several errors the first is told, and what tells the others', async () => {
  await write('shop.yaml', quicker.replace('escalation: critical', 'escalation: nowhere').replace('1h', '1x'));
  await keep();
  expect(told.map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
    expect.stringMatching(/^shop\.yaml is not applied: \d+:\d+ .*; \d+ more errors?: guardia plan check shop\.yaml$/),
  ]);
});

test('a file that is well again as it was in force is said to be', async () => {
  await write('shop.yaml', shopText);
  await keep();
  const again = () => told.filter((line) => line === 'shop.yaml is fine again: version 1 stays').length;
  await write('shop.yaml', 'guardia: 1\nplan: [');
  await nextTold('is not applied');
  await write('shop.yaml', shopText);
  await expect.poll(again, { timeout: 5000 }).toBe(1);
  await rm(join(folder, 'shop.yaml'));
  await nextTold('is gone');
  await write('shop.yaml', shopText);
  await expect.poll(again, { timeout: 5000 }).toBe(2);
});

test('a stray copy takes no plan over, and its end is told', async () => {
  await write('shop.yaml', shopText);
  await keep();
  await write('a.yaml', quicker);
  await nextTold(/^a\.yaml is not applied: 1:1 the plan `shop` stands in .*shop\.yaml too$/);
  await nextTold(/^shop\.yaml is not applied: 1:1 the plan `shop` stands in .*a\.yaml too$/);
  expect(await versions()).toEqual([{ slug: 'shop', version: 1 }]);
  await rm(join(folder, 'a.yaml'));
  await nextTold('a.yaml is gone; it was not applied');
  expect(told).toContain('shop.yaml is fine again: version 1 stays');
});

test('while Postgres is away it is tried again', async () => {
  await write('shop.yaml', shopText);
  await keep();
  await shop.db.schema.alterTable('plan_version').renameTo('away').execute();
  await write('shop.yaml', quicker);
  await expect.poll(() => logged.join('\n'), { timeout: 5000 }).toContain('plan files');
  await shop.db.schema.alterTable('away').renameTo('plan_version').execute();
  await nextTold('version 2 ');
});

test('a value that is not configured is said', async () => {
  await write('shop.yaml', quicker.replace('email: ana@shop.example', 'email: "${ANA}"'));
  await keep();
  expect(told).toContain('shop.yaml: 1 of its values is not configured, see the log');
  expect(logged.join('\n')).toContain('`${ANA}` is not configured');
});

test('how Guardia reaches its own servers is nothing that a plan can say', () =>
  expect(
    environmentForPlans({
      DATABASE_URL: 'a',
      SMTP_URL: 'b',
      TEMPORAL_API_KEY: 'c',
      APP_URL: 'd',
      SMTP_URL_OF_APP: 'e',
    }),
  ).toEqual({ APP_URL: 'd', SMTP_URL_OF_APP: 'e' }));
