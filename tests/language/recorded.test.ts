/** What nothing acts on yet is said, each kind of key once. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Inner } from '../../language/draft.ts';
import { recorded } from '../../language/recorded.ts';

const later = (schema: z.ZodType) => schema.optional().meta({ recorded: true });
const schema = z.strictObject({
  people: z.record(z.string(), z.strictObject({ name: z.string(), phone: later(z.string()) })).optional(),
  steps: z.array(z.union([z.string(), z.strictObject({ run: later(z.string()) })])).optional(),
  backups: later(z.strictObject({ every: later(z.string()) })),
}) as unknown as Inner;

const found = (value: unknown) =>
  recorded(schema, value).map(({ path, at, rule }) => `${rule} ${at} ${path.join('.')}`);

test('a chapter is one note, whatever stands in it', () =>
  expect(found({ backups: { every: 'day' } })).toEqual(['recorded key backups']));

test('a key of many entries is one note, at the first of them', () =>
  expect(found({ people: { ana: { name: 'Ana' }, ion: { phone: '1' }, eva: { phone: '2' } } })).toEqual([
    'recorded key people.ion.phone',
  ]));

test('lists and unions are looked into', () =>
  expect(found({ steps: ['a', { run: 'b' }, { run: 'c' }] })).toEqual(['recorded key steps.1.run']));

test('what is not there, or has an unknown shape, is no note', () =>
  expect([{}, null, 'x', { people: [null], steps: { run: 'x' }, other: { phone: '1' } }].flatMap(found)).toEqual([]));
