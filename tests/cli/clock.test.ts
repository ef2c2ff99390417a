/** `guardia clock` answers cases line by line, without any server. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import type { ClockAnswer } from '../../language/clock/case.ts';
import { answerClock } from '../../language/clock/case.ts';
import { clockCases } from '../support/clock-cases.ts';

import { guardia, launcher, node } from './guardia.ts';

const always = { zone: 'UTC', always: true };
const good = { calendar: always, openedAt: '2026-01-01T00:00:00Z', target: { seconds: 2 }, thresholds: [0.5] };
const answer = {
  dueAt: '2026-01-01T00:00:02.000Z',
  thresholds: [{ fraction: 0.5, at: '2026-01-01T00:00:01.000Z' }],
  breachedAt: '2026-01-01T00:00:02.000Z',
  firstBreachAt: '2026-01-01T00:00:02.000Z',
  met: null,
};

test('a case a line, an answer a line; empty lines are none', async () => {
  const line = JSON.stringify(good);
  expect(await guardia(['clock'], {}, `${line}\n\n${line}`)).toEqual({
    code: 0,
    out: `${JSON.stringify(answer)}\n`.repeat(2),
    err: '',
  });
});

test('a bad line is told on its line, and the others are answered', async () => {
  const lines = ['{', '', JSON.stringify(good), JSON.stringify({ ...good, openedAt: 'now' })];
  const { code, out, err } = await guardia(['clock'], {}, `${lines.join('\r\n')}\r\n`);
  expect(
    out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one) as unknown),
  ).toEqual([
    { error: 'line 1: this is not JSON' },
    answer,
    { error: 'line 4: openedAt: found `now`; an instant such as 2026-12-24T09:00:00.000Z is expected' },
  ]);
  expect({ code, err }).toEqual({ code: 1, err: '2 lines could not be answered.\n' });
});

test('nothing to answer is fine; what cannot be read is not', async () => {
  expect(await guardia(['clock'])).toEqual({ code: 0, out: '', err: '' });
  const shell = promisify(execFile)('sh', ['-c', '"$0" "$1" clock < /', node, launcher]);
  await expect(shell).rejects.toMatchObject({ code: 2, stdout: '', stderr: 'The standard input is a folder.\n' });
});

test('whoever reads may stop reading', async () => {
  const shell = promisify(execFile)('sh', [
    '-c',
    `yes '${JSON.stringify(good)}' | "$0" "$1" clock | head -1`,
    node,
    launcher,
  ]);
  expect(await shell).toEqual({ stdout: `${JSON.stringify(answer)}\n`, stderr: '' });
});

test('10,000 cases are answered in their order, each answer sound in itself', async () => {
  const cases = clockCases(10_000, 50);
  const { code, out } = await guardia(['clock'], {}, cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ClockAnswer);
  expect([code, answers.length]).toEqual([0, 10_000]);
  expect(answers).toEqual(cases.map(answerClock));
  for (const one of answers) {
    const instants = one.thresholds.map(({ at }) => at ?? '9999');
    expect(instants).toEqual(instants.toSorted());
    expect(one.thresholds.at(-1)!.at).toBe(one.dueAt);
    expect(one.breachedAt === null || one.dueAt !== null).toBe(true);
    expect((one.firstBreachAt ?? '9999') <= (one.breachedAt ?? '9999')).toBe(true);
    expect(one.met === true && one.breachedAt !== null).toBe(false);
  }
}, 300_000);
