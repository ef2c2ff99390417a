import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('for two seconds no text makes it throw, lose its place or take a second', () =>
  expect(fuzz(2000).runs).toBeGreaterThan(0));
