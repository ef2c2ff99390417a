/** The page of the stories names a story for each requirement on an incident's life, and each of them is there. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

const folder = new URL('../stories/', import.meta.url);
const page = await readFile(new URL('README.md', folder), 'utf8');
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id]) => /^[A-J]\d+(, [A-J]\d+)*$/.test(id ?? ''))
  .map(([, id, , stories]) => ({ id, stories: [...stories!.matchAll(/\]\((.*?)\)/g)].map(([, file]) => file!) }));

test('each requirement has its row, once', () => {
  const work = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E8', 'E9', 'E10', 'E11'];
  const others = ['A6, E7', ...work, 'F4', 'F7', 'G1', 'G4', 'I2', 'I9'];
  const wanted = [...Array.from({ length: 16 }, (_, index) => `B${index + 1}`), 'C2', 'C4', 'C5', 'C7', ...others];
  expect(rows.map(({ id }) => id)).toEqual(wanted);
});

test.each(rows)('$id has stories, and they are there', async ({ stories }) => {
  expect(stories).not.toEqual([]);
  for (const file of stories) {
    expect(existsSync(new URL(file, folder)), file).toBe(true);
    expect(await readFile(new URL(file, folder), 'utf8'), `${file} begins with its story`).toMatch(
      /^\/\*\* .+\. \*\/\n/,
    );
  }
});
