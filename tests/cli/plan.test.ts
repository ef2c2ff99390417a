/** `guardia plan check` says what is wrong with plan files, without any server. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { guardia } from './guardia.ts';

const transport = 'plans/transport.yaml';

test('a good plan is fine', async () => {
  expect(await guardia(['plan', 'check', transport])).toEqual({ code: 0, out: `${transport} is fine\n`, err: '' });
});

test('a broken one is told with its place, for people and for programs', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'guardia-plan-')), 'broken.yaml');
  await writeFile(file, (await readFile(transport, 'utf8')).replace('escalation: critical', 'escalation: nowhere'));
  const { code, out, err } = await guardia(['plan', 'check', file]);
  expect(code).toBe(1);
  expect(out).toMatch(new RegExp(`^${file}:\\d+:\\d+ {2}\\S+ {2}.*nowhere`));
  expect(err).toMatch(/^There (is 1 error|are \d+ errors)\.\n$/);
  const findings = JSON.parse((await guardia(['plan', 'check', file, '--json'])).out);
  expect(findings[0]).toMatchObject({ file, severity: 'error' });
});

test('a file that is not there is no; a folder without plans can not be checked', async () => {
  expect((await guardia(['plan', 'check', '/nowhere.yaml'])).code).toBe(1);
  const folder = await mkdtemp(join(tmpdir(), 'guardia-plan-'));
  expect(await guardia(['plan', 'check', folder])).toEqual({
    code: 2,
    out: '',
    err: `There is no plan file in ${folder}.\n`,
  });
});
