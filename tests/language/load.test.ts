import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadPlans } from '../../language/load.ts';
import { planWith } from './plans.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guardia-plans-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array): Promise<void> => writeFile(join(folder, name), content);
const rules = async (): Promise<readonly string[]> =>
  (await loadPlans([folder], {})).flatMap(({ findings }) => findings.map(({ rule }) => rule));

test('a folder gives its plans, not its subfolders, maps and other files', async () => {
  await mkdir(join(folder, 'seeds'));
  await mkdir(join(folder, 'odd.yaml'));
  await write('seeds/x.yaml', 'no plan');
  await write('shop.map.yaml', 'no plan');
  await write('shop.md', 'no plan');
  await write('shop.yaml', planWith());
  const loaded = await loadPlans([folder], {});
  expect(loaded.map(({ file, compiled }) => [file, compiled?.plan.slug])).toEqual([
    [join(folder, 'shop.yaml'), 'shop'],
  ]);
  expect(loaded[0]?.text).toBe(planWith());
});

test('a file named twice is loaded once', async () => {
  await write('shop.yaml', planWith());
  expect(await loadPlans([folder, join(folder, 'shop.yaml')], {})).toHaveLength(1);
});

test('what cannot be read is a finding', async () => {
  await write('large.yaml', new Uint8Array(1_000_001).fill(0x20));
  await write('latin.yaml', new Uint8Array([0x74, 0xe9]));
  expect(await rules()).toEqual(['too-large', 'encoding']);
  const [missing] = await loadPlans([join(folder, 'none.yaml')], {});
  expect(missing).toMatchObject({
    compiled: undefined,
    findings: [{ rule: 'unreadable', message: 'there is no such file' }],
  });
});

test('two plans share neither name nor prefix: of those that do none is taken, whatever their files are called', async () => {
  await write('a.yaml', planWith());
  await write('b.yaml', planWith());
  await write('c.yaml', planWith().replace('plan: shop', 'plan: other'));
  await write('d.yaml', planWith().replace('plan: shop', 'plan: third').replace('SHO', 'THI'));
  const loaded = await loadPlans([folder], {});
  const said = loaded.map(({ findings }) => findings.map(({ message }) => message.replaceAll(`${folder}/`, '')));
  expect(said).toEqual([
    ['the plan `shop` stands in b.yaml too', 'the prefix `SHO` is that of c.yaml too'],
    ['the plan `shop` stands in a.yaml too', 'the prefix `SHO` is that of c.yaml too'],
    ['the prefix `SHO` is that of a.yaml and b.yaml too'],
    [],
  ]);
  expect(loaded.map(({ compiled }) => compiled !== undefined)).toEqual([false, false, false, true]);
});

test("a copy that is wrong by itself stands in nobody's way", async () => {
  await write('a.yaml', `${planWith()}plan: [\n`);
  await write('b.yaml', planWith());
  const [, whole] = await loadPlans([folder], {});
  expect(whole).toMatchObject({ findings: [], compiled: { plan: { slug: 'shop' } } });
});
