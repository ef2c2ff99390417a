/** `guardia plan check` says what is wrong with plan files, without any server. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { planWith } from '../language/plans.ts';
import { guardia } from './guardia.ts';

const transport = 'plans/transport.yaml';

async function written(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'guardia-plan-')), 'shop.yaml');
  await writeFile(file, text);
  return file;
}
const check = async (text: string, ...options: readonly string[]) => {
  const file = await written(text);
  const { code, out, err } = await guardia(['plan', 'check', file, ...options]);
  return { code, lines: out.replaceAll(file, 'shop.yaml').split('\n').slice(0, -1), err };
};
const told = 'escalation: { help: [{ at: opening, tell: support }] }\n';
const late = 'escalation: { help: [{ at: 150% of response, tell: ana }] }';

test('a good plan is fine', async () => {
  expect(await check(planWith())).toEqual({ code: 0, lines: ['shop.yaml is fine'], err: '' });
});

test('a finding has its place, its rule, a sentence, and its line with a caret', async () => {
  const { code, lines, err } = await check(planWith(`roles: { support: [ann] }\n${told}`));
  expect(lines).toEqual([
    'shop.yaml:11:20  unknown-person  `ann` is not a person of `people`; did you mean `ana`?',
    '  roles: { support: [ann] }',
    `  ${' '.repeat(19)}^`,
  ]);
  expect([code, err]).toEqual([1, 'There is 1 error.\n']);
});

test('of two places that do not fit together both are shown', async () => {
  const { lines } = await check(planWith(`roles: { support: [ana], support: [ana] }\n${told}`));
  expect(lines).toEqual([
    'shop.yaml:11:26  duplicate-key  `support` is said twice; the first is kept',
    '  roles: { support: [ana], support: [ana] }',
    `  ${' '.repeat(25)}^`,
    '  see shop.yaml:11:10 (roles.support)',
  ]);
});

test('a long line is cut around its caret, and nothing in it moves the cursor', async () => {
  const text = planWith(
    `roles: {\ta: [${Array(50).fill('"ana"').join(', ')}, "é\u0085\u202E", ${Array(50).fill('"ana"').join(', ')}] }\n`,
  );
  const { lines } = await check(text);
  const [, shown, caret] = lines;
  expect(shown!.length).toBeLessThanOrEqual(120);
  expect(shown).toMatch(/^ {2}….*"ana", "é {2}", "ana".*…$/);
  expect(caret!.indexOf('^')).toBe(shown!.indexOf('"é'));
});

test('a warning alone makes the answer no; accepted, it is folded away and the plan is fine', async () => {
  const warned = await check(planWith(`${late}\n`));
  expect([warned.code, warned.err]).toEqual([1, 'There is 1 warning.\n']);
  expect(warned.lines[0]).toMatch(/^shop\.yaml:11:28 {2}step-after-deadline \(warning\) {2}/);
  const accepted = planWith(`${late} # accept step-after-deadline: by contract\n`);
  expect(await check(accepted)).toEqual({
    code: 0,
    lines: ['shop.yaml: accepted: 1 (step-after-deadline)', 'shop.yaml is fine'],
    err: '',
  });
  expect((await check(accepted, '--all')).lines).toContain('  accepted: by contract');
});

test('what is not configured is one line, and never makes the answer no', async () => {
  const text = planWith('services: { a: { title: "${A}" }, b: { title: "${B} ${A}" } }\n');
  expect(await check(text)).toEqual({
    code: 0,
    lines: ['shop.yaml: not configured: A, B', 'shop.yaml is fine'],
    err: '',
  });
  expect((await check(text, '--all')).lines.filter((line) => line.includes('not-configured (note)'))).toHaveLength(3);
});

test('of several files each says how many its findings are; of one only the end does', async () => {
  const file = await written(planWith(`roles: { support: [ann] }\n${told}`));
  const both = await guardia(['plan', 'check', transport, file]);
  expect([both.out.includes(`${file}: 1 error`), both.err]).toEqual([true, 'There is 1 error.\n']);
  expect((await guardia(['plan', 'check', file])).out).not.toContain('1 error');
});

test('programs get every finding as JSON, and the same exit code', async () => {
  const { code, lines } = await check(planWith('severities: { P1: { escalation: nowhere } }\n'), '--json');
  expect(code).toBe(1);
  expect(JSON.parse(lines.join('\n'))).toMatchObject([
    { rule: 'unknown-escalation', severity: 'error', line: 9, col: 33 },
  ]);
});

test('what is not there, or has no plans, can not be checked', async () => {
  const { code, out, err } = await guardia(['plan', 'check', transport, '/nowhere.yaml']);
  expect(code).toBe(2);
  expect(out).toContain(`${transport} is fine`);
  expect([out.includes('nowhere'), err]).toEqual([false, '/nowhere.yaml: there is no such file.\n']);
  const folder = await mkdtemp(join(tmpdir(), 'guardia-plan-'));
  expect(await guardia(['plan', 'check', folder])).toEqual({
    code: 2,
    out: '',
    err: `There is no plan file in ${folder}.\n`,
  });
});
