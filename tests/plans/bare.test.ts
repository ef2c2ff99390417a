/** On a machine where nothing is configured no plan opens an incident by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const plans = readdirSync('plans').filter((name) => /(?<!\.map)\.yaml$/.test(name));

test.each(plans)('%s looks only at what is configured', (name) => {
  const { checks = {} } = parse(readFileSync(`plans/${name}`, 'utf8')) as { checks?: Record<string, unknown> };
  const always = Object.entries(checks).filter(([, check]) => !JSON.stringify(check).includes('${'));
  expect(always.map(([check]) => check)).toEqual([]);
});
