/** What `plan check` says of the five plans and of those that are broken, word by word. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { linesOf } from '../../cli/plan/findings.ts';
import { compilePlan } from '../../language/compile.ts';

/** Some rules look at the changes of clocks of the coming two years. */
const nowAt = Date.parse('2026-11-21T12:00Z');
const broken = (await readdir('tests/golden/broken')).map((name) => `tests/golden/broken/${name}`);
const plans = ['loans', 'calendar', 'voip', 'callbot', 'transport'].map((name) => `plans/${name}.yaml`);

test.each([...plans, ...broken])('%s', async (file) => {
  const text = await readFile(file, 'utf8');
  const has = (path: string) => existsSync(join(dirname(file), path));
  const said = linesOf({ file, text, ...compilePlan(text, file, { env: {}, has, nowAt }) }, false).join('\n');
  await expect(`${said}\n`).toMatchFileSnapshot(`said/${basename(file, '.yaml')}.txt`);
});
