/** docs/operations.md names every environment variable that a program of Guardia reads, and no other. */
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { readVariables } from './sources.ts';

const table = readFileSync('docs/operations.md', 'utf8').split('## Variables')[1]!.split('\n## ')[0]!;
const first = table.split('\n').map((line) => line.split('|')[1] ?? '');
const documented = first.flatMap((cell) => [...cell.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name!));

/** What every program on a machine reads. */
const common = ['PATH', 'XDG_CACHE_HOME'];

test('every variable that is read is documented', () => {
  const read = readVariables(['api', 'worker', 'web', 'engine', 'cli']).filter((name) => !common.includes(name));
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !documented.includes(name))).toEqual([]);
});

test('every variable that is documented is read', () => {
  // NO_COLOR is read by Node for the command line; TEMPORAL_… by Temporal's library.
  const read = [...readVariables(['api', 'worker', 'web', 'engine', 'cli']), 'NO_COLOR'];
  const others = documented.filter((name) => !name.startsWith('TEMPORAL_'));
  expect(others.filter((name) => !read.includes(name))).toEqual([]);
});
