/** The JSON Schema by which editors complete a plan fits the language. */
import { readdir, readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';
import type { z } from 'zod';

import { jsonSchema } from '../../language/json-schema.ts';
import type { Node } from '../../language/json-schema.ts';
import { keyPage } from '../../language/key-page.ts';
import { planSchema } from '../../language/schema.ts';
import { isObject } from '../../language/walk.ts';
import { designPlan } from './design.ts';
import { underlined } from './editor.ts';
import { planWith } from './plans.ts';

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
const schema = jsonSchema();
test('plans/guardia.schema.json is up to date: guardia plan schema > plans/guardia.schema.json', async () =>
  expect(JSON.parse(await read('plans/guardia.schema.json'))).toEqual(schema));

test('docs/plan-keys.md is up to date: guardia plan schema --markdown > docs/plan-keys.md', async () =>
  expect(await read('docs/plan-keys.md')).toBe(keyPage()));

const plans = (await readdir(new URL('../../plans/', import.meta.url))).filter(
  (file) => file.endsWith('.yaml') && !file.endsWith('.map.yaml'),
);

test.each(plans)('%s is accepted, and names the schema for editors', async (file) => {
  const text = await read(`plans/${file}`);
  expect(underlined(text)).toEqual([]);
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=guardia.schema.json');
});

test('the plan of the design is accepted', () => expect(underlined(designPlan)).toEqual([]));

test.each([
  ['an unknown key', 'servcies: {}', ' must NOT have additional properties'],
  ['an unknown key further in', 'people: { ana: { name: Ana, email: a@b.example, age: 3 } }', '/people/ana must NOT'],
  ['a wrong choice', 'combine: strict', '/combine must be equal to one of the allowed values'],
  ['a wrong type', 'severities: { P1: { response: 4 } }', '/severities/P1/response must be string'],
  ['a list where entries are', 'people: [ana]', '/people must be object'],
  ['a span without a unit', 'severities: { P1: { postmortem: "30" } }', '/severities/P1/postmortem must match pattern'],
  ['a missing key', 'people: { ana: { name: Ana } }', "/people/ana must have required property 'email'"],
  ['days that there are not', 'calendars: { office: { monday: "09:00-10:00" } }', '/calendars/office must NOT'],
  ['a name that is none', 'services: { "a b": {} }', '/services property name must be valid'],
])('%s is refused', (_, chapters, complaint) => {
  expect(underlined(planWith(chapters)).join('\n')).toContain(complaint);
});

test('every row of days is known', () =>
  expect(underlined(planWith('calendars: { office: { sat-sun: "09:00-10:00", tue: ["09:00-10:00"] } }'))).toEqual([]));

test('every key has a description and an example', () => {
  const keys = [...keysIn('', schema)];
  const bare = keys.filter(([, node]) => !node.description || !node.examples?.length).map(([path]) => path);
  expect(keys.length).toBeGreaterThan(300);
  expect(bare).toEqual([]);
});

function* keysIn(path: string, node: Node): Generator<readonly [string, Node]> {
  for (const [key, inner] of Object.entries(node.properties ?? {})) {
    const one = '$ref' in inner ? schema.definitions!['hours']! : inner;
    yield [`${path}/${key}`, one];
    yield* keysIn(`${path}/${key}`, one);
  }
  const { anyOf = [], items, additionalProperties } = node;
  for (const inner of [...anyOf, items, additionalProperties]) if (isObject(inner)) yield* keysIn(path, inner);
}

test('what is recorded says so', () => {
  const silent = [...keysIn('', schema)].filter(
    ([, node]) => 'x-guardia' in node !== node.description!.endsWith('Recorded, not executed.'),
  );
  expect(silent).toEqual([]);
});

test('every example is accepted by its key', () => {
  const examples = examplesIn('', planSchema);
  const refused = examples.flatMap(([path, one, key]) => {
    const { error } = key.safeParse(one);
    return error === undefined ? [] : [`${path}: ${JSON.stringify(one)}: ${error.issues[0]!.message}`];
  });
  expect(examples.length).toBeGreaterThan(400);
  expect(refused).toEqual([]);
});

interface Inner extends z.ZodType {
  readonly def: z.ZodType['def'] & {
    readonly shape?: Record<string, Inner>;
    readonly innerType?: Inner;
    readonly in?: Inner;
    readonly options?: readonly Inner[];
    readonly valueType?: Inner;
    readonly element?: Inner;
  };
}

function examplesIn(path: string, { def }: Inner): readonly (readonly [string, unknown, Inner])[] {
  const { shape = {}, innerType, in: before, options = [], valueType, element } = def;
  const own = Object.entries(shape).flatMap(([key, inner]) => [
    ...((inner.meta()?.['examples'] ?? []) as unknown[]).map((one) => [`${path}/${key}`, one, inner] as const),
    ...examplesIn(`${path}/${key}`, inner),
  ]);
  const inside = [innerType, before, ...options, valueType, element].filter((one) => one !== undefined);
  return [...own, ...inside.flatMap((one) => examplesIn(path, one))];
}
