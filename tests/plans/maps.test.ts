/** Nothing of a seed is left out of its plan, and all that the check says of the plan is expected. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../language/finding.ts';
import { loadPlans } from '../../language/load.ts';
import { astray, leads, readMapped, uncovered, unsaid } from './map.ts';
import type { PlanMap } from './map.ts';

const mapped = readdirSync('plans')
  .filter((name) => name.endsWith('.map.yaml'))
  .map((name) => name.replace('.map.yaml', ''));

test('each seed has a plan and a map', () =>
  expect(mapped.map((slug) => `${slug}.md`).toSorted()).toEqual(readdirSync('plans/seeds').toSorted()));

describe.each(mapped)('%s', (slug) => {
  let all: Awaited<ReturnType<typeof readMapped>>;
  let findings: readonly Finding[];
  beforeAll(async () => {
    all = await readMapped(`plans/${slug}.map.yaml`, `plans/${slug}.yaml`);
    findings = (await loadPlans([`plans/${slug}.yaml`], {})).flatMap((one) => one.findings);
  });
  const told = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity);

  test('each line of the seed is in exactly one list', () => expect(uncovered(all.map, all.seed)).toEqual([]));
  test('what a line says stands on it', () => expect(unsaid(all.map, all.seed)).toEqual([]));
  test('each path leads to something in the plan', () => expect(astray(all.map, all.plan)).toEqual([]));
  test('it has no errors', () => expect(told('error')).toEqual([]));
  test('its warnings are the findings of the map', () =>
    expect(
      told('warning')
        .map(({ rule, path, accepted }) => ({ rule, at: path, accepted: accepted !== undefined }))
        .toSorted(byText),
    ).toEqual(all.map.findings.map(({ rule, at, accepted }) => ({ rule, at, accepted })).toSorted(byText)));
  test('its notes only say what is not executed or configured yet', () =>
    expect(told('note').filter(({ rule }) => rule !== 'recorded' && rule !== 'not-configured')).toEqual([]));
});

const byText = (one: object, other: object): number => JSON.stringify(one).localeCompare(JSON.stringify(other));

describe('a map finds', () => {
  const seed = ['# Titel', '', 'one', '---', 'two, 2'];
  const map = (some: Partial<PlanMap>): PlanMap => ({
    seed: 'seeds/x.md',
    commitments: [{ lines: '3-5', says: 'one', at: ['a.b c.0', 'x.y.z'] }],
    frame: [{ line: 1, why: 'title' }],
    assumed: [{ at: ['a'], why: 'x' }],
    findings: [],
    ...some,
  });
  const plan = { a: { 'b c': ['first'] }, x: { y: 1, 'y.z': 2 } };

  test('nothing where all is there', () => {
    expect([...uncovered(map({}), seed), ...unsaid(map({}), seed), ...astray(map({}), plan)]).toEqual([]);
  });
  test('lines that are left out', () =>
    expect(uncovered(map({ commitments: [{ line: 3, says: 'one', at: ['a'] }] }), seed)).toEqual([
      'line 5 is not there: two, 2',
    ]));
  test('lines that are there twice, or not in the seed', () =>
    expect(
      uncovered(
        map({
          frame: [
            { lines: '1-3', why: 'x' },
            { line: 6, why: 'x' },
          ],
        }),
        seed,
      ),
    ).toEqual(['line 3 is there 2 times: one', 'line 6 is beyond the last line of the seed, 5']));
  test('words that are not on the line', () =>
    expect(unsaid(map({ commitments: [{ lines: '3-5', says: 'two', at: ['a'] }] }), seed)).toEqual([
      'line 3 does not say `two`: one',
    ]));
  test('paths that lead nowhere', () =>
    expect(
      astray(
        map({ commitments: [{ line: 3, says: 'one', at: ['a.b c.1', 'a'] }], assumed: [{ at: ['q'], why: 'x' }] }),
        plan,
      ),
    ).toEqual(['line 3: there is no `a.b c.1` in the plan', 'assumed: there is no `q` in the plan']));
  test('a value behind a key with dots, and nothing behind a text', () =>
    expect(['x.y', 'x.y.z', 'x.y.0', 'a.b c.0.length', ''].map((path) => leads(plan, path))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]));
});
