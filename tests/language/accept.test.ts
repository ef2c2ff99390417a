/** A plan says in place which of its warnings are meant so, and why. */
import { expect, test } from 'vitest';
import { compilePlan } from '../../language/compile.ts';
import { processorMs } from '../support/processor-time.ts';
import { alone, findingsIn, planWith } from './plans.ts';

const late = '- { at: 150% of response, tell: ana }';
/** A plan with these lines as the steps of its only policy; the first stands on line 13. */
const steps = (...lines: readonly string[]): string =>
  planWith(`escalation:\n  help:\n${lines.map((line) => `    ${line}\n`).join('')}`);
/** `line rule`, and why it is accepted. */
const said = (text: string): readonly string[] =>
  findingsIn(text).map(
    ({ line, rule, accepted }) => `${line} ${rule}${accepted === undefined ? '' : ` = ${accepted}`}`,
  );
const why = '# accept step-after-deadline: the customer wants it';

test.each([
  ['at the end of its line', [`${late} ${why}`], ['13 step-after-deadline = the customer wants it']],
  ['on the line above', [why, late], ['14 step-after-deadline = the customer wants it']],
  ['above other comments', [why, '# by contract', late], ['15 step-after-deadline = the customer wants it']],
  ['with spaces', [`${late} #accept   step-after-deadline :  a: b # c  `], ['13 step-after-deadline = a: b # c']],
])('a warning is accepted %s', (_, lines, expected) => expect(said(steps(...lines))).toEqual(expected));

test('one acceptance is for all findings of its rule on its line, and for no other line', () => {
  const twice = `escalation: { help: [{ at: 150% of response, tell: ana }, { at: 2h, tell: ana }, { at: 200% of response, tell: ana }] } ${why}\n`;
  expect(said(planWith(twice)).map((one) => one.split(' = ')[1])).toEqual(Array(2).fill('the customer wants it'));
  expect(said(steps(`${late} ${why}`, late.replace('150', '160')))).toEqual([
    '13 step-after-deadline = the customer wants it',
    '14 step-after-deadline',
  ]);
});

test('several rules are accepted above each other', () => {
  const text = planWith(`severities: { P1: { escalation: help } }
escalation:
  help:
    # accept step-without-promise: tiers will come
    ${why}
    ${late}
`);
  expect(said(text)).toEqual([
    '14 step-after-deadline = the customer wants it',
    '14 step-without-promise = tiers will come',
  ]);
});

test('lines may end as on Windows', () =>
  expect(said(steps(why, late).replaceAll('\n', '\r\n'))).toEqual(['14 step-after-deadline = the customer wants it']));

test.each([
  ['a blank line between', [why, '', late], ['13 unused-acceptance', '15 step-after-deadline']],
  ['nothing to accept', ['- { at: 1h, tell: ana }', why], ['14 unused-acceptance']],
  ['no reason', [`${late} # accept step-after-deadline`], ['13 step-after-deadline', '13 accept-without-reason']],
  ['an empty one', [`${late} # accept step-after-deadline: `], ['13 step-after-deadline', '13 accept-without-reason']],
  [
    'a reason without its colon',
    [`${late} # accept step-after-deadline it is so`],
    ['13 step-after-deadline', '13 accept-without-reason'],
  ],
  ['an unknown rule', [`${late} # accept step-after: x`], ['13 step-after-deadline', '13 unknown-rule']],
  ['an error', ['- { at: 1h, tell: ann } # accept unknown-recipient: x'], ['13 unknown-recipient', '13 cannot-accept']],
  ['a note', ['# accept not-configured: x', '- { at: 1h, tell: ana }'], []],
])('%s', (_, lines, expected) => expect(said(steps(...lines))).toEqual(expected));

test('what only looks like an acceptance is none', () => {
  const prose = ['# accept only what the customer signed', '# accepts', '- { at: 1h, tell: ana } # we accept it: yes'];
  expect(said(steps(...prose))).toEqual([]);
  expect(said(planWith(`services: { a: { title: "x ${why}" } }\n`))).toEqual([]);
  expect(said(planWith(`services:\n  a:\n    title: |\n      x\n      ${why}\n`))).toEqual([]);
});

test('while there is an error nobody is told that an acceptance is unused', () =>
  expect(said(steps('- { at: 1h, tell: ann }', why))).toEqual(['13 unknown-recipient']));

test('an unknown rule is met with the nearest one that can be accepted', () =>
  expect(findingsIn(steps('- { at: 1h, tell: ana } # accept step-after-deadlin: x'))[0]).toMatchObject({
    severity: 'warning',
    col: 29,
    message: '`step-after-deadlin` is not a rule; did you mean `step-after-deadline`?',
  }));

test('a note is accepted too', () =>
  expect(said(planWith('services: { a: { title: "${A}" } } # accept not-configured: comes in May\n'))).toEqual([
    '11 not-configured = comes in May',
  ]));

test('where there are more than 200 findings, errors are the ones that are told, and nothing is compiled', () => {
  const { findings, compiled } = compilePlan(
    steps(...Array<string>(250).fill(late), '- { at: 1h, tell: ann }'),
    'shop.yaml',
    alone(),
  );
  expect(findings).toHaveLength(200);
  expect(findings.at(-1)).toMatchObject({ rule: 'unknown-recipient', line: 263 });
  expect(compiled).toBeUndefined();
});

test.each(['x', 'step-after-deadline', 'recorded'])('ten thousand acceptances of %s do not take long', (rule) => {
  const text = planWith(`# accept ${rule}: y\n`.repeat(10_000));
  expect(processorMs(() => findingsIn(text))).toBeLessThan(2000);
  expect(findingsIn(text)).toHaveLength(rule === 'recorded' ? 0 : 200);
});
