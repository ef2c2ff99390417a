/** The plan of the VoIP platform: four severities by the clock or in business hours, and promises by type. */
import { beforeAll, expect, test } from 'vitest';
import type { Compiled } from '../../language/compile.ts';
import { loadPlans } from '../../language/load.ts';
import { dueFrom } from './due.ts';

let voip: Compiled;
beforeAll(async () => {
  const [loaded] = await loadPlans(['plans/voip.yaml'], {});
  voip = loaded!.compiled!;
});

const minutes = (count: number) => ({ ms: count * 60_000 });
const hours = (count: number) => minutes(count * 60);

test.each([
  ['critico', minutes(30), hours(4), 'always'],
  ['alto', hours(2), hours(8), 'always'],
  ['medio', hours(4), hours(24), 'comercial'],
  ['baixo', hours(8), hours(72), 'comercial'],
])('%s promises what the seed says', (severity, response, resolution, calendar) => {
  const every = voip.plan.targets.filter(({ when }) => when.severity === severity && when.category === undefined);
  const rows = every.filter(({ metric }) => metric !== 'update');
  expect(rows.map((row) => [row.metric, row.target, row.calendar])).toEqual([
    ['response', response, calendar],
    ['resolution', resolution, calendar],
  ]);
});

test('weaknesses are mitigated by their severity', () => {
  const rows = voip.plan.targets.filter(({ when }) => when.category === 'vulnerability');
  expect(rows.map(({ metric, when, target }) => [metric, when.severity, target])).toEqual([
    ['resolution', 'critico', hours(2 * 24)],
    ['resolution', 'alto', hours(7 * 24)],
    ['resolution', 'medio', hours(30 * 24)],
    ['resolution', 'baixo', hours(90 * 24)],
  ]);
  expect(voip.plan.vulnerabilities).toMatchObject({ procedure: 'vulnerabilidade', starts: ['updates/seguranca'] });
});

test('news of a critical incident are owed every hour', () => {
  const rows = voip.plan.targets.filter(({ metric }) => metric === 'update');
  expect(rows.map(({ when, target, rule }) => [when.severity, target, rule])).toEqual([
    ['critico', hours(1), 'communication.0.every'],
  ]);
});

test('questions are answered as the first level does, requests as the second', () => {
  const rows = voip.plan.targets.filter(
    ({ when, metric, exclusive }) => when.type !== undefined && metric !== 'update' && exclusive === undefined,
  );
  expect(rows.map(({ when, target }) => [when.type, target])).toEqual([
    ['question', hours(4)],
    ['request', hours(8)],
  ]);
});

test('its own review is a task that is due every quarter', () => {
  expect(voip.written).toMatchObject({ reviews: { plan: { every: 'quarter', owner: 'gerencia' } } });
  expect(voip.plan.types).toContain('task');
});

test.each([
  ['critico.response', 'of a Saturday night counts the night', '2026-11-22T02:00:00Z', '2026-11-22T02:30:00.000Z'],
  ['baixo.response', 'skips Nossa Senhora Aparecida', '2026-10-09T20:00:00Z', '2026-10-13T18:00:00.000Z'],
  ['medio.resolution', 'counts ten hours a day', '2026-11-16T12:00:00Z', '2026-11-18T16:00:00.000Z'],
])('%s %s', (rule, _, openedAt, expected) => expect(dueFrom(voip, `severities.${rule}`, openedAt)).toBe(expected));
