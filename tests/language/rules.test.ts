/** Every rule is registered, and every registered one can be found. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../language/rules.ts';

const source = globSync('language/**/*.ts', { exclude: ['language/rules/**', 'language/messages/**'] })
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
/** `unknown-${of}` stands for each rule that begins so. */
const begins = Array.from(source.matchAll(/`([a-z]+-)\$\{/g), ([, start]) => start!);

test.each(Object.entries(rules))('%s is used, and says what it means in one line', (id, [, says]) => {
  expect(source.includes(`'${id}'`) || begins.some((start) => id.startsWith(start))).toBe(true);
  expect(says).toMatch(/^[^\n]{10,90}$/);
});

test('what the schema names as a rule, which no type can see, is registered', () => {
  const named = Array.from(source.matchAll(/\brule: '([^']+)'/g), ([, id]) => id!);
  expect(named).toContain('holidays');
  expect(named.filter((id) => !Object.hasOwn(rules, id))).toEqual([]);
});
