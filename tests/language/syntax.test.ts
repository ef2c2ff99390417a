/** What people write who do not know YAML: the message says what to do about it, once. */
import { expect, test } from 'vitest';

import { findingsIn, planWith } from './plans.ts';

test.each([
  [
    'a comma in a text',
    'services: { web: { title: Loja parada, ninguém compra, critical: true } }',
    '`Loja parada, ninguém compra` has a comma, which ends it here: quote it, "Loja parada, ninguém compra"',
    40,
  ],
  ['more than one comma', 'services: { web: { title: Um, dois, e três } }', 'quote it, "Um, dois, e três"', 31],
  ['a comma at the end of all', 'services: { web: { title: Um, dois } }', 'quote it, "Um, dois"', 31],
  ['a decimal comma', 'services: { web: { uptime: 99,5 % } }', 'write 99.5 %', 31],
  ['another', 'objectives: { csat: { target: at least 4,5, source: survey x } }', 'write at least 4.5', 42],
  [
    'a colon in a text',
    'services:\n  web:\n    title: Plano: voltar\n',
    'quote a text that holds `: `, such as "Plano: voltar"',
    12,
  ],
  ['a colon within brackets', 'services: { web: { title: Plano: voltar } }', 'holds a second `: `: quote a text', 27],
  ['a forgotten comma', 'services: { web: { title: a critical: true } }', 'and put a comma between two keys', 27],
  [
    'too few spaces',
    'services:\n  web:\n    title: a\n   owner: ana\n',
    'indented otherwise than its neighbours above',
    1,
  ],
  ['too many spaces', 'services:\n  web:\n    title: a\n      owner: ana\n', 'the line below is indented deeper', 12],
  ['a list that steps back', 'roles:\n  a:\n    - ana\n   - ana\n', 'indented otherwise than its neighbours above', 1],
  ['a variable in brackets', 'checks: { a: { http: ${X}/, every: 5m } }', 'put `${X}/` in quotes: "${X}/"', 23],
  ['a bracket too few', 'services: { web: {}\nroles: {}\n', 'put a `}` where it ends', 1],
  ['a bracket too many', 'services: { web: {} }}\n', 'this bracket closes nothing', 22],
  ['a quote too few', 'services: { web: { title: "a } }\n', 'a quote is opened here (`"`) and never closed', 27],
  ['a quote in a text', "services: { web: { title: 'It's' } }\n", 'a quote is written twice', 31],
  ['no space behind the colon', 'services:\n  web:\n    title:a\n    owner: ana\n', 'a colon and a space', 5],
])('%s', (_, chapters, right, col) => {
  const errors = findingsIn(planWith(chapters)).filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ rule: 'yaml', message: expect.stringContaining(right), col }]);
});

test('a name without a colon is told from a name of two words', () => {
  const [found] = findingsIn(planWith('services:\n  web { title: a }\n'));
  expect(found?.message).toContain('between a name and what it has stand a colon and a space');
});

test('a key without a value behind a text in quotes is no part of it', () => {
  const [found] = findingsIn(planWith('services: { web: { title: "Loja", critical } }'));
  expect(found).toMatchObject({ rule: 'missing', message: expect.stringContaining('`critical` has no value') });
});

test('what is wrong with an objective is said of its target', () => {
  const [found] = findingsIn(planWith('objectives: { csat: { target: good, source: survey x } }')).filter(
    ({ severity }) => severity === 'error',
  );
  expect(found).toMatchObject({ rule: 'time', path: 'objectives.csat.target' });
  const [list] = findingsIn(planWith('objectives: { csat: [good] }')).filter(({ severity }) => severity === 'error');
  expect(list).toMatchObject({ rule: 'wrong-type', message: expect.stringContaining('a comparison such as under 2h') });
});
