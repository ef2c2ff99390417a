/** The page about retention shows what the function that decides it does with the five plans in two years. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { pictureOf, tableOf } from './retention-page.ts';
import { twoYearsOf } from './two-years.ts';

const page = new URL('../../docs/retention.md', import.meta.url).pathname;
const picture = new URL('../../docs/retention.svg', import.meta.url).pathname;
const years = ['transport', 'loans', 'voip', 'callbot', 'calendar'].flatMap((name) => twoYearsOf(`plans/${name}.yaml`));

test('docs/retention.md and its picture are up to date: vitest run tests/docs/retention.test.ts -u', async () => {
  const text = await readFile(page, 'utf8');
  const filled = text.replace(
    /<!-- two years -->[^]*?<!-- end -->/,
    `<!-- two years -->\n\n${tableOf(years)}\n<!-- end -->`,
  );
  await expect(filled).toMatchFileSnapshot(page);
  await expect(pictureOf(years)).toMatchFileSnapshot(picture);
});

test('the backup of a telephone exchange has thirty days, a quarter of weeks and a year of months', () => {
  const { left } = years.find(({ plan, name }) => plan === 'voip' && name === 'completo')!;
  const counts = Map.groupBy(left, ({ why }) => why);
  const [weekly, monthly] = [counts.get('weekly')!.length, counts.get('monthly')!.length];
  expect([monthly, weekly >= 7 && weekly <= 13]).toEqual([12, true]);
});
