import { expect, test } from 'vitest';
import { fuzz } from '../language/fuzz.ts';

test('for a minute no text makes the parser throw, lose its place or take a second', () => {
  const { runs, slowest } = fuzz(60_000);
  console.log(`${runs} texts; the slowest took ${Math.round(slowest)} ms`);
  expect(runs).toBeGreaterThan(500);
});
