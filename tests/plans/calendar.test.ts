/** The plan of the calendar section: two tables of promises beside each other, counted in Chile. */
import { beforeAll, expect, test } from 'vitest';
import type { Compiled } from '../../language/compile.ts';
import { loadPlans } from '../../language/load.ts';
import { dueFrom } from './due.ts';

let compiled: Compiled;
beforeAll(async () => {
  const [loaded] = await loadPlans(['plans/calendar.yaml'], {});
  compiled = loaded!.compiled!;
});

const minutes = (count: number): number => count * 60_000;

test.each([
  ['S1', ['incident', 'security'], minutes(15), minutes(120), 'always'],
  ['S2', ['incident', 'security'], minutes(30), minutes(240), 'always'],
  ['S3', ['incident', 'security'], minutes(120), minutes(24 * 60), 'hábiles'],
  ['critical', ['request', 'question'], minutes(60), null, 'always'],
  ['high', ['request', 'question'], minutes(240), null, 'oficina'],
  ['normal', ['request', 'question'], minutes(24 * 60), null, 'hábiles'],
  ['low', ['request', 'question'], minutes(72 * 60), null, 'hábiles'],
])('%s is for %j and promises what the seed says', (severity, types, response, resolution, calendar) => {
  const rows = compiled.plan.targets.filter(({ when }) => when.severity === severity);
  const promised = (metric: string) => rows.find((row) => row.metric === metric)?.target ?? null;
  expect(compiled.plan.severities[severity]?.types).toEqual(types);
  expect([promised('response'), promised('resolution')]).toEqual([
    { ms: response },
    resolution === null ? null : { ms: resolution },
  ]);
  expect(new Set(rows.map((row) => row.calendar))).toEqual(new Set([calendar]));
});

test.each([
  ['S1', 'on a Saturday night counts the night', '2026-11-22T02:50:00Z', '2026-11-22T03:05:00.000Z'],
  ['high', 'of a Friday at five is answered on Monday at noon', '2026-11-20T20:00:00Z', '2026-11-23T15:00:00.000Z'],
  ['normal', 'waits for the day after a holiday', '2026-12-07T18:00:00Z', '2026-12-09T18:00:00.000Z'],
  ['low', 'before Fiestas Patrias skips them', '2026-09-17T13:00:00Z', '2026-09-23T13:00:00.000Z'],
  ['S3', 'is not answered on a Sunday', '2026-11-22T15:00:00Z', '2026-11-23T05:00:00.000Z'],
])('%s %s', (severity, _, openedAt, expected) =>
  expect(dueFrom(compiled, `severities.${severity}.response`, openedAt)).toBe(expected),
);

test('the post-mortem is written within a day of the opening', () => {
  const { targets } = compiled.plan;
  for (const severity of ['S1', 'S2'])
    expect(targets.find(({ rule }) => rule === `severities.${severity}.postmortem`)).toMatchObject({
      from: 'opening',
      target: { ms: minutes(24 * 60) },
    });
});
