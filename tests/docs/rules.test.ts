/** Each rule is explained by an example that breaks it, and nothing else, and one that does not. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { isRule, rules } from '../../language/rules.ts';
import { allFindingsIn, findingsIn, planWith } from '../language/plans.ts';
import { examplesIn } from './examples.ts';

const examples = (await examplesIn('plan-language.md')).filter(({ rule }) => isRule(rule));
const told = (text: string, asked: string) => {
  const all = /^unused-(person|role|calendar)$/.test(asked) ? allFindingsIn : findingsIn;
  const findings = all(/^guardia:/m.test(text) ? text : planWith(text));
  const found = findings.filter(({ accepted }) => accepted === undefined).map(({ rule }) => rule);
  return [...new Set(found)].filter((rule) => rule !== 'recorded' || asked === 'recorded');
};

test.each(examples)('$rule, $kind', ({ rule, kind, text }) =>
  expect(told(text, rule)).toEqual(kind === 'bad' ? [rule] : []),
);

/** What no page can show: a file that is no text or too large, two files at once, a name that no key takes alone. */
const unwritable = [
  'unreadable',
  'encoding',
  'too-large',
  'too-deep',
  'control-character',
  'unknown-role',
  'duplicate-plan',
  'duplicate-reference',
];

test('every rule has a section, with an example of both kinds where one can be written', async () => {
  const page = await readFile(new URL('../../docs/plan-language.md', import.meta.url), 'utf8');
  const kinds = (rule: string) => examples.filter((one) => one.rule === rule).map(({ kind }) => kind);
  const shows = (rule: string) => ['bad', 'good'].every((kind) => kinds(rule).includes(kind));
  const hasSection = (rule: string) => page.includes(`\n#### ${rule}\n`);
  const lacking = Object.keys(rules).filter((rule) => !hasSection(rule) || shows(rule) === unwritable.includes(rule));
  expect(lacking).toEqual([]);
});
