import { expect, test } from 'vitest';

import { hour, minute, monday } from '../support.ts';

import { acting, begun, kinds, shopDoing, statuses, waiting } from './support.ts';

test('a time box tells as its escalation policy says, and its owner at the end', () => {
  const rules = shopDoing(
    `  job: { owner: ana, steps: [{ name: a, do: A, owner: ion, within: 1h, escalation: critical }] }\n`,
  );
  const run = waiting(rules, begun(rules, 'job'), 3 * hour);
  const told = run.events.filter(({ kind }) => kind.startsWith('step-') && kind !== 'step-ready');
  expect(told.map(({ kind, dueAt, notify }) => [kind, (dueAt! - monday) / minute, notify])).toEqual([
    ['step-escalated', 0, ['ion', 'eva']],
    ['step-escalated', 30, ['ana']],
    ['step-escalated', 60, ['ana', 'ion', 'eva']],
    ['step-late', 60, ['ion', 'ana']],
    ['step-escalated', 75, ['ana', 'ion', 'eva']],
    ['step-escalated', 90, ['ana', 'ion', 'eva']],
    ['step-escalated', 90, ['ana', 'ion', 'eva']],
    ['step-escalated', 105, ['ana', 'ion', 'eva']],
  ]);
});

test('who takes a step over is not told of it again', () => {
  const rules = shopDoing(`  job: { owner: ana, steps: [{ name: a, do: A, owner: support, within: 1h }] }\n`);
  const taken = acting(rules, begun(rules, 'job'), 'take', { step: 'a' }, 'eva');
  const late = waiting(rules, taken, 2 * hour).events.at(-1)!;
  expect([late.kind, late.notify]).toEqual(['step-late', ['eva', 'ana']]);
});

test("what stands still is in nobody's time box", () => {
  const rules = shopDoing(`  job: { owner: ana, steps: [{ name: a, do: A, within: 1h }, { name: b, wait: 30m }] }\n`);
  const paused = acting(rules, begun(rules, 'job'), 'pause', { reason: 'lunch', until: monday + 2 * hour });
  const later = waiting(rules, paused, 2 * hour + 30 * minute);
  expect([later.status, kinds(later)]).toEqual(['running', expect.not.arrayContaining(['step-late'])]);
  expect(kinds(waiting(rules, later, 3 * hour))).toContain('step-late');
});

test('a wait is over by itself, and the whole may not take longer than it may', () => {
  const rules = shopDoing(`  job: { owner: ana, within: 1h, steps: [{ name: a, wait: 30m }, { name: b, do: B }] }\n`);
  const run = waiting(rules, begun(rules, 'job'), 40 * minute);
  expect(statuses(run)).toEqual({ a: 'done', b: 'ready' });
  expect(kinds(waiting(rules, run, 2 * hour))).toContain('overran');
});

test('days of a programme begin not before they are there, and end in being late', () => {
  const rules = shopDoing(`  job:
    owner: ana
    steps:
      - { name: a, do: A, on: week 1 day 1 }
      - { name: b, do: B, on: week 1 day 3 }
`);
  const day = 24 * hour;
  const days = {
    a: { fromAt: monday - 10 * hour, untilAt: monday + 14 * hour },
    b: { fromAt: monday + 38 * hour, untilAt: monday + 62 * hour },
  };
  const a = acting(rules, begun(rules, 'job', days), 'done', { step: 'a' });
  expect(statuses(waiting(rules, a, day))['b']).toBe('waiting');
  expect(statuses(waiting(rules, a, 38 * hour))['b']).toBe('ready');
  expect(kinds(waiting(rules, a, 62 * hour))).toContain('step-late');
});
