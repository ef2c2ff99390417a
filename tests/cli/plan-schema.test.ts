/** `guardia plan schema` needs no server. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { guardia } from './guardia.ts';

const committed = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');

test('guardia plan schema prints what plans/guardia.schema.json holds', async () =>
  expect(await guardia(['plan', 'schema'])).toEqual({
    code: 0,
    out: await committed('plans/guardia.schema.json'),
    err: '',
  }));

test('guardia plan schema --markdown prints the page of keys', async () =>
  expect(await guardia(['plan', 'schema', '--markdown'])).toEqual({
    code: 0,
    out: await committed('docs/plan-keys.md'),
    err: '',
  }));
