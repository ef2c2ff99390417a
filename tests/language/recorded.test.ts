/** What nothing acts on yet is said, each kind of key once. */
import { expect, test } from 'vitest';
import { recorded, recordedIn } from '../../language/recorded.ts';

const found = (value: unknown) => recorded(value).map(({ path, at, rule }) => `${rule} ${at} ${path.join('.')}`);

test('a chapter is one note, whatever stands in it', () =>
  expect(found({ roadmap: { soon: { due: '3 months' } }, title: 'x' })).toEqual(['recorded key roadmap']));

test('a key of many entries is one note, at the first of them', () =>
  expect(found({ people: { ana: { name: 'Ana' }, ion: { hours: 'x' }, eva: { hours: 'y' } } })).toEqual([
    'recorded key people.ion.hours',
  ]));

test('lists and short forms are looked into', () =>
  expect(
    found({
      escalation: { a: [{ at: 'opening' }, { via: 'x' }], b: { steps: [] } },
      severities: { P1: { examples: ['x'] } },
    }),
  ).toEqual(['recorded key escalation.a.1.via', 'recorded key severities.P1.examples']));

test('what is not there, or has an unknown shape, is no note', () =>
  expect([{}, null, 'x', { people: [null], escalation: 'x', other: { phone: '1' } }].flatMap(found)).toEqual([]));

test('each place of a key is known to whoever asks', () =>
  expect(recordedIn({ people: { ana: { hours: 'x' }, ion: { hours: 'y' } } })).toEqual([
    ['people', 'ana', 'hours'],
    ['people', 'ion', 'hours'],
  ]));
