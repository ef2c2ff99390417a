import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePlan } from '../../language/compile.ts';
import { formatFinding } from '../../language/finding.ts';
import { processorMs } from '../support/processor-time.ts';
import { alone, findingsIn, planWith } from './plans.ts';

const lines = (text: string): readonly string[] => findingsIn(text).map(formatFinding);
const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghij'
    .split('')
    .map((key, index) => `${key}: &${key} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(', ')}]`),
].join('\n');

test('a finding names file, line, column, rule and a sentence', () => {
  expect(lines(planWith('severites: {}\n'))).toEqual([
    'shop.yaml:11:1  unknown-key  `severites` is not a key here; did you mean `severities`?',
  ]);
});

test.each([
  ['a value', 'severities:\n  P1: { response: 4 hrs }\n', 10, 19],
  ['a key', 'roles:\n  1st: [ana]\n', 12, 3],
  ['an entry of a list', 'roles:\n  support:\n    - ana\n    - bob\n', 14, 7],
  ['a missing key, by its parent', 'roles:\n  lead: { title: Lead }\n', 12, 3],
  ['an empty value', 'services:\n  api: { title: }\n', 12, 10],
  ['what stands behind an alias', 'tiers:\n  a: &a { respons: 1h }\n', 12, 11],
])('the place of %s', (_, chapters, line, col) => {
  expect(findingsIn(planWith(chapters))[0]).toMatchObject({ line, col });
});

test('a place is right behind lines that are no YAML', () =>
  expect(findingsIn('---\n"plan"|\n\n---').at(-1)).toMatchObject({ line: 4, col: 1 }));

test('of mistakes in the YAML only the first is told', () =>
  expect(findingsIn(planWith('checks:\n  a: { http: ${X}/ }\nroles:\n  b: ana\n'))).toHaveLength(1));

test('all findings come at once, in the order of the text', () => {
  const text = planWith(
    'roles: { a: [bob] }\nreopen: 7\nseverities: { P1: { response: 1 } }\nescalation: { x: [{ at: soon, tell: [a] }] }\n',
  );
  expect(findingsIn(text).map(({ rule }) => rule)).toEqual(['unknown-person', 'wrong-type', 'wrong-type', 'time']);
});

test.each([
  ['nothing', '', 'missing', 1, 1],
  ['no map', 'hello', 'wrong-type', 1, 1],
  ['a list', '- a', 'wrong-type', 1, 1],
  ['a tab', planWith('roles:\n\ta: [ana]\n'), 'yaml', 12, 1],
  ['a NUL byte', planWith('x: \0'), 'control-character', 11, 4],
  ['a duplicate key', planWith('services: { a: {}, a: {} }'), 'duplicate-key', 11, 20],
  ['a duplicate chapter', planWith('plan: other'), 'duplicate-key', 11, 1],
  ['two documents', planWith('---\na: 1'), 'yaml', 11, 1],
  ['a tag', planWith('roles: !!js/function "x"'), 'yaml', 11, 8],
  ['a key that is a list', planWith('? [a, b]\n: c'), 'yaml', 11, 3],
  ['__proto__', planWith('roles: { __proto__: [ana] }'), 'yaml', 11, 10],
  ['an alias without its anchor', planWith('roles: { a: *nobody }'), 'alias', 11, 13],
  ['an alias of itself', planWith('roles: { a: &a [*a] }'), 'alias', 11, 17],
  ['a file that is too large', `a: ${'x'.repeat(1_000_001)}`, 'too-large', 1, 1],
  ['an alias bomb', bomb, 'too-large', 5, 16],
  ['flow without end', planWith(`x: ${'['.repeat(400_000)}`), 'too-deep', 11, 64],
  ['too many levels', planWith(`x: ${'['.repeat(80)}${']'.repeat(80)}`), 'too-deep', 11, 64],
  [
    'too many levels in blocks',
    Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    'too-deep',
    202,
    1,
  ],
  ['levels in one line', '- '.repeat(400_000), 'too-deep', 1, 121],
  [
    'a hundred thousand keys',
    Array.from({ length: 80_000 }, (_, key) => `k${key}: 1`).join('\n'),
    'too-large',
    14_286,
    9,
  ],
  ['keys behind an open bracket, closed at last', `[${'a: 1\n'.repeat(10_000)}]`, 'too-deep', 1, 1],
  ['no YAML at all, at length', `a: ]${'a: 1\n'.repeat(14_000)}`, 'yaml', 1, 4],
  ['quotes only', '"'.repeat(900_000), 'too-large', 1, 200_001],
  ['anchors only', '&a '.repeat(200_000), 'too-large', 1, 150_001],
])('%s: a clear finding, soon', (_, text, rule, line, col) => {
  expect(processorMs(() => compilePlan(text, 'shop.yaml', alone()))).toBeLessThan(2000);
  const { findings, compiled } = compilePlan(text, 'shop.yaml', alone());
  expect(compiled).toBeUndefined();
  expect(findings[0]).toMatchObject({ rule, line, col, severity: 'error' });
});

test('anchors and merge keys work, and what is merged is checked', () => {
  const chapters = 'tiers:\n  a: &a { response: 1h, calendar: always }\n  b: { <<: *a, response: 2h }\n';
  const targets = compilePlan(planWith(chapters), 'shop.yaml', alone()).compiled?.plan.targets;
  expect(targets?.filter(({ when }) => when.tier === 'b')).toMatchObject([
    { target: { ms: 7_200_000 }, calendar: 'always' },
  ]);
  expect(
    findingsIn(planWith('tiers:\n  a: &a { respons: 1h }\n  b: { <<: *a }\n')).map(({ path, line }) => [path, line]),
  ).toEqual([
    ['tiers.a.respons', 12],
    ['tiers.b.respons', 13],
  ]);
});

test('an anchor may be written again: an alias means the last one above it', () => {
  const text = planWith('roles:\n  a: &x [ana]\n  b: *x\n  c: &x [bob]\n  d: *x\n');
  expect(findingsIn(text).map(({ path, line }) => [path, line])).toEqual([
    ['roles.c.0', 14],
    ['roles.d.0', 14],
  ]);
  const tiers = 'tiers:\n  a: &x { respons: 1h }\n  b: *x\n  c: &x { response: 1h }\n';
  expect(findingsIn(planWith(tiers)).map(({ path, line }) => [path, line])).toEqual([
    ['tiers.a.respons', 12],
    ['tiers.b.respons', 12],
  ]);
});

test('it never throws, whatever is written', () => {
  const words = [
    'guardia: 1\n',
    'plan',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '\n',
    '  ',
    '\t',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: ',
    '!!x ',
    '|\n',
    '# ',
    '${X}',
    '---',
    'severities:\n',
    'P1',
    '1h',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 40 }),
      (parts) => {
        expect(compilePlan(parts.join(''), 'x.yaml', alone()).compiled).toBeUndefined();
      },
    ),
    { numRuns: 1000 },
  );
});

test('a right plan with any of its lines changed never throws either', () => {
  const right = planWith(
    'calendars: { office: { mon-fri: ["09:00-18:00"], holidays: RO } }\nroles: { a: ana }\nescalation: { x: [{ at: opening, tell: a }] }\n',
  ).split('\n');
  fc.assert(
    fc.property(fc.nat(right.length - 1), fc.oneof(fc.constant(''), fc.string(), fc.json()), (index, line) => {
      expect(compilePlan(right.with(index, line).join('\n'), 'x.yaml', alone()).findings).toBeInstanceOf(Array);
    }),
    { numRuns: 1000 },
  );
});
