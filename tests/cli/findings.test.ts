/** What is only good to know takes a line, not a page. */
import { stripVTControlCharacters } from 'node:util';

import { expect, test } from 'vitest';

import { linesOf } from '../../cli/plan/findings.ts';
import type { Finding } from '../../language/finding.ts';

const note = (path: string): Finding => ({
  file: 'shop.yaml',
  line: 1,
  col: 1,
  path,
  rule: 'recorded',
  severity: 'note',
  message: `\`${path.split('.').at(-1)}\` is recorded, not executed yet`,
});
const raw = (findings: readonly Finding[], all: boolean) =>
  linesOf({ file: 'shop.yaml', text: 'backups: {}', findings, compiled: undefined }, all);
const lines = (findings: readonly Finding[], all: boolean) => raw(findings, all).map(stripVTControlCharacters);

test('what is recorded is one line, of keys deep in a chapter the chapter and the key', () =>
  expect(lines([note('backups'), note('people.ana.phone'), note('people.ion.phone')], false)).toEqual([
    'shop.yaml: recorded, not executed: backups, people.phone',
    'shop.yaml is fine',
  ]));

test('and in full where that is asked for', () =>
  expect(lines([note('backups')], true)).toEqual([
    'shop.yaml:1:1  recorded (note)  `backups` is recorded, not executed yet',
    '  backups: {}',
    '  ^',
    'shop.yaml is fine',
  ]));

test('nothing that a plan says moves the cursor', () => {
  const said = raw([{ ...note('a'), rule: 'name', severity: 'error', message: 'a\u001B[2Jb' }], false);
  expect(said.join('\n')).not.toContain('\u001B[2J');
});

test('a line that seems to hold a secret is not shown', () => {
  const secret = linesOf(
    {
      file: 'shop.yaml',
      text: 'key: hk_live_51H8',
      findings: [
        { ...note('key'), rule: 'literal-secret', severity: 'warning', message: 'a secret seems to stand here' },
      ],
      compiled: undefined,
    },
    true,
  );
  expect(secret.join('\n')).not.toContain('hk_live');
});
