/** The monthly report of transport is the one that its seed prescribes. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = (file: string) => readFile(new URL(`../../plans/${file}`, import.meta.url), 'utf8');

/** What stays the same every month: the lines, up to their first figure or name. */
const frame = (markdown: string): readonly string[] =>
  markdown
    .split('\n')
    .map((line) => line.replace(/(\{|\[|Issue desc|(?<=[ |])X).*/, '').trim())
    .filter((line) => line !== '');

test('each line of the template in the seed is in the template of the plan, in its place', async () => {
  const [, template = ''] = /```markdown\n([^]*?)```/.exec(await read('seeds/transport.md')) ?? [];
  expect(frame(template)).toHaveLength(27);
  expect(frame(await read('reports/transport/monthly.md'))).toEqual(frame(template));
});
