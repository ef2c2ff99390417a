/** Nobody takes from the page of the language that something is done which is only recorded. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { jsonSchema } from '../../language/json-schema.ts';

const page = await readFile(new URL('../../docs/plan-language.md', import.meta.url), 'utf8');
const sections = new Map(
  page.split(/^### /m).map((text) => [text.slice(0, text.indexOf('\n')), text.split(/^## /m)[0]!] as const),
);
const chapters = Object.entries(jsonSchema().properties!).filter(([name]) => sections.has(name));

test('the chapters have sections', () => expect(chapters.length).toBeGreaterThan(40));

test.each(chapters)('%s says that it is recorded if it is, and only then', (name, { 'x-guardia': recorded }) => {
  const section = sections.get(name)!;
  expect(section.includes('*Recorded, not executed.*')).toBe(recorded === 'recorded');
  expect(section.includes('**Acts') && recorded === 'recorded').toBe(false);
});
