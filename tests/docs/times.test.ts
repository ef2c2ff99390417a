/** Every time on the page of the language is read as its section says. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { parseDate, parseHours } from '../../language/hours.ts';
import { parseAge } from '../../language/time/age.ts';
import { parseBound } from '../../language/time/bound.ts';
import type { Parsed } from '../../language/time/parsed.ts';
import { parsePosition } from '../../language/time/position.ts';
import { parsePromise, parseSpanRange } from '../../language/time/range.ts';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import { parseSpan } from '../../language/time/span.ts';
import { parseStepAt } from '../../language/time/step.ts';

const readers: Readonly<Record<string, (text: string) => Parsed<unknown>>> = {
  Spans: parseSpan,
  Promises: parsePromise,
  Steps: parseStepAt,
  Recurrences: parseRecurrence,
  Ages: parseAge,
  Ranges: parseSpanRange,
  Bounds: parseBound,
  Positions: parsePosition,
  'Hours and dates': (text) => (text.startsWith('"') ? parseHours(text.slice(1, -1)) : parseDate(text)),
};
const page = await readFile(new URL('../../docs/plan-language.md', import.meta.url), 'utf8');
const [times] = page
  .slice(page.indexOf('\n## Times'))
  .slice(1)
  .split(/^## (?!Times)/m);
const written = times!.split(/^### /m).flatMap((section) => {
  const heading = section.slice(0, section.indexOf('\n'));
  const cells = Array.from(section.matchAll(/^\| (`[^|]*) \|/gm), ([, cell]) => cell!);
  return cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, time]) => ({ heading, time: time! })));
});

test('there is something of each kind', () =>
  expect(Object.keys(readers).filter((kind) => !written.some(({ heading }) => heading === kind))).toEqual([]));

test.each(written)('$heading: $time', ({ heading, time }) =>
  expect(readers[heading]!(time)).not.toHaveProperty('problem'),
);

test('a recurrence may begin with every', () =>
  expect(parseRecurrence('every 2 weeks on tue 10:00')).toEqual(parseRecurrence('2 weeks on tue 10:00')));
