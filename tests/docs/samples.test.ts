/** What the documentation of the language shows can be written so. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { jsonSchema } from '../../language/json-schema.ts';
import { isRule } from '../../language/rules.ts';
import { underlined } from '../language/editor.ts';
import { findingsIn } from '../language/plans.ts';
import { examplesIn } from './examples.ts';
import { planOf } from './shop.ts';

const read = (page: string) => readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
const samples = (await examplesIn('plan-language.md'))
  .filter(({ rule }) => !isRule(rule))
  .map(({ rule, text }, index) => ({ heading: rule, index, text }));

test.each(samples)('$heading, sample $index, has no errors and no warnings', ({ text }) => {
  const found = findingsIn(planOf(text)).filter(({ severity, accepted }) => severity !== 'note' && !accepted);
  expect(found.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
});

test.each(samples)('$heading, sample $index, is not underlined in an editor', ({ text }) =>
  expect(underlined(planOf(text))).toEqual([]),
);

const chapters = Object.keys(jsonSchema().properties!).filter((key) => key !== 'guardia');
const headOf = ['plan', 'title', 'description', 'document', 'reference', 'locale', 'timezone'];

test('each chapter of the language has a section with a sample of it', () => {
  const shown = (chapter: string) =>
    samples.some(({ heading, text }) => heading === chapter && new RegExp(`^${chapter}:`, 'm').test(text));
  expect(chapters.filter((one) => !headOf.includes(one) && !shown(one))).toEqual([]);
});

test.each(['plan-language.md', 'plan-keys.md'])('every link of %s leads somewhere', async (page) => {
  const links = [...(await read(page)).matchAll(/\]\((plan-[a-z]+\.md)?(?:#([^)]*))?\)/g)];
  const dead = await Promise.all(
    links.map(async ([link, target = page, anchor]) =>
      anchor === undefined || anchorsIn(await read(target)).has(anchor) ? [] : [link],
    ),
  );
  expect(links.length).toBeGreaterThan(0);
  expect(dead.flat()).toEqual([]);
});

const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
