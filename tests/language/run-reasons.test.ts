/** Whatever goes wrong with a step is said in words, in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { reasons } from '../../language/run-reasons.ts';

const sources = ['channels', 'services/backup', 'services/procedure'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);
const patterns = [
  /new Failure\(\s*'([\w-]+)'/g,
  /result: 'failed', why: '([\w-]+)'/g,
  /^ {2}\[\/.*\/i, '([\w-]+)'\]/gm,
];
const codes = new Set(
  sources.flatMap((text) => patterns.flatMap((one) => [...text.matchAll(one)].map(([, code]) => code!))),
);

test('there are such codes', () => expect(codes.size).toBeGreaterThan(30));
test.each(Object.keys(reasons))('each is said in %s', (language) => {
  const said = reasons[language as keyof typeof reasons];
  expect([...codes].filter((code) => !Object.hasOwn(said, code))).toEqual([]);
});
