/** Each rule has an example that breaks it, and nothing else, and one that does not. */
import { expect, test } from 'vitest';
import { isRule } from '../../language/rules.ts';
import { allFindingsIn, findingsIn, planWith } from '../language/plans.ts';
import { examplesIn } from './examples.ts';

const examples = (await examplesIn('plan-language.md')).filter(({ rule }) => isRule(rule));
const told = (text: string, asked: string) => {
  const all = /^unused-(person|role|calendar)$/.test(asked) ? allFindingsIn : findingsIn;
  const findings = all(/^guardia:/m.test(text) ? text : planWith(text));
  const rules = findings.filter(({ accepted }) => accepted === undefined).map(({ rule }) => rule);
  return [...new Set(rules)].filter((rule) => rule !== 'recorded' || asked === 'recorded');
};

test.each(examples)('$rule, $kind', ({ rule, kind, text }) =>
  expect(told(text, rule)).toEqual(kind === 'bad' ? [rule] : []),
);

test('each rule that has an example has both', () => {
  const kinds = (rule: string) => examples.filter((one) => one.rule === rule).map(({ kind }) => kind);
  const lacking = [...new Set(examples.map(({ rule }) => rule))].filter(
    (rule) => !kinds(rule).includes('bad') || !kinds(rule).includes('good'),
  );
  expect(lacking).toEqual([]);
});
