/** Which step is taken when: nobody there to be told, times missed, another level, one instant, pauses. */
import { describe, expect, test } from 'vitest';

import {
  afterOutage,
  day,
  doing,
  dues,
  event,
  hour,
  minute,
  monday,
  opened,
  others,
  passing,
  shop,
  story,
  withPolicies,
} from './support.ts';

describe('a step without anybody', () => {
  const rules = withPolicies(
    `  critical:
    steps:
      - { at: opening, tell: [assignee, requester], repeat: every 1m until acknowledged, at most: 5 }
      - { at: 20m, tell: ion, calendar: office }
      - { at: 50% of response, tell: lead, repeat: every 10m until acknowledged, at most: 2 }
      - { at: 100% of response, tell: all }
    exhausted: [eva, lead]
${others}`,
  );
  const night = monday + 12 * hour;

  test('is skipped, and the next one is taken at once', () =>
    expect(story(passing(rules, opened(rules), minute))).toEqual([
      'opened @ 0m',
      'skipped:critical:1 @ 0m',
      'escalated:critical:2 @ 0m',
    ]));
  test('says why', () => {
    const skipped = passing(rules, opened(rules, {}, night), 12 * hour);
    expect(event(skipped, 'skipped:critical:1')?.data).toMatchObject({ step: 1, why: 'nobody' });
    expect(event(skipped, 'skipped:critical:2')?.data).toMatchObject({ step: 2, why: 'closed' });
    expect(event(skipped, 'escalated:critical:3')).toMatchObject({
      notify: ['ana'],
      dueAt: night,
      data: { hurried: true },
    });
  });
  test('the steps after the next one keep their time', () =>
    expect(dues(passing(rules, opened(rules, {}, night), 15 * hour), 'escalated')).toEqual([
      'escalated:critical:3 @ 720m',
      'escalated:critical:3:again-1 @ 730m',
      'escalated:critical:3:again-2 @ 740m',
      'escalated:critical:4 @ 780m',
    ]));
  test('a step taken before its time breaks no promise', () => {
    const early = withPolicies(
      `  critical: [{ at: opening, tell: assignee }, { at: 100% of response, tell: all }]\n${others}`,
    );
    const told = passing(early, opened(early), minute);
    expect(dues(told, 'escalated')).toEqual(['escalated:critical:2 @ 0m']);
    expect([told.escalated, told.clocks[0]!.breachedAt]).toEqual([null, null]);
  });
  test('whoever asked is somebody where somebody asked', () =>
    expect(dues(passing(rules, opened(rules, { requester: 'joe@x.example' }), 0), 'escalated')).toEqual([
      'escalated:critical:1 @ 0m',
    ]));
  test('at the end of the policy exhausts it at once', () => {
    const last = withPolicies(
      `  critical: { steps: [{ at: 5m, tell: ion }, { at: 30m, tell: assignee }], exhausted: lead }\n${others}`,
    );
    expect(dues(passing(last, opened(last), day), 'exhausted')).toEqual(['exhausted:critical @ 30m']);
  });
});

describe('times that were missed', () => {
  const rules = withPolicies(
    `  critical: [{ at: 10m, tell: ion, repeat: every 10m until acknowledged, at most: 9 }]\n${others}`,
  );
  const late = afterOutage(rules, opened(rules), 45 * minute);

  test('are told once', () => {
    expect(dues(late, 'escalated')).toEqual(['escalated:critical:1 @ 10m']);
    expect(event(late, 'escalated:critical:1')?.data['missed']).toBe(3);
  });
  test('and then at the next of them', () =>
    expect(dues(passing(rules, late, hour), 'escalated').slice(1)).toEqual([
      'escalated:critical:1:again-4 @ 50m',
      'escalated:critical:1:again-5 @ 60m',
    ]));
  test('count as told: it ends when it would have ended', () =>
    expect(dues(passing(rules, late, day), 'escalated').at(-1)).toBe('escalated:critical:1:again-9 @ 100m'));
  test('in a snooze are told once at its end', () => {
    const snoozed = doing(rules, opened(rules), 'snooze', 15 * minute, { reason: 'x', until: monday + 47 * minute });
    const told = passing(rules, snoozed, hour);
    expect(dues(told, 'escalated')).toEqual([
      'escalated:critical:1 @ 10m',
      'escalated:critical:1:again-1 @ 47m',
      'escalated:critical:1:again-4 @ 50m',
      'escalated:critical:1:again-5 @ 60m',
    ]);
    expect(event(told, 'escalated:critical:1:again-1')?.data['missed']).toBe(2);
  });
  test('nothing at all is told during a snooze, not even a broken promise', () => {
    const snoozed = doing(shop(), opened(shop(), { severity: 'P4' }), 'snooze', 0, {
      reason: 'x',
      until: monday + day,
    });
    const notified = passing(shop(), snoozed, day - 1).events.flatMap(({ notify }) => notify);
    expect(notified).toEqual([]);
  });
  test('its end is told to whoever is in charge', () => {
    const snoozed = doing(rules, opened(rules), 'snooze', 15 * minute, { reason: 'x', until: monday + 47 * minute });
    expect(event(passing(rules, snoozed, hour), `snooze-ended:${monday + 47 * minute}`)?.notify).toEqual(['ion']);
  });
});

describe('handed over to a level with a policy of its own', () => {
  const rules = shop((text) =>
    text.replace('N2: { team: lead }', 'N2: { team: support, lead: ana, response: 20m, escalation: second }').replace(
      'escalation:\n',
      `escalation:
  second:
    - { at: opening, tell: support }
    - { at: 50% of level, tell: level N2 lead }
    - { at: 50% of response, tell: all }
    - { at: 100% of level, tell: [assignee, all] }
`,
    ),
  );
  const handed = doing(rules, opened(rules), 'escalate', 10 * minute, { level: 'N2', note: 'x' });

  test('its steps count from the hand-over', () =>
    expect(dues(passing(rules, handed, 50 * minute), 'escalated')).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:second:1 @ 10m',
      'escalated:second:2 @ 20m',
      'escalated:second:4 @ 30m',
      'escalated:second:3 @ 40m',
    ]));
  test('whoever leads the level is told, not its team', () =>
    expect(event(passing(rules, handed, 20 * minute), 'escalated:second:2')?.notify).toEqual(['ana']));
  test('to and fro pages anew each time', () => {
    const back = doing(rules, handed, 'escalate', 12 * minute, { level: 'N1', note: 'y' });
    const again = doing(rules, back, 'escalate', 15 * minute, { level: 'N2', note: 'z' });
    expect(dues(again, 'escalated').at(-1)).toBe('escalated:second:1:anew-2 @ 15m');
  });
});

describe('at one instant', () => {
  const rules = shop();
  test('a step comes before the acknowledgement', () => {
    const seen = doing(rules, opened(rules), 'acknowledge', 30 * minute, {});
    expect(story(seen).slice(-2)).toEqual(['escalated:critical:2 @ 30m', expect.stringContaining('act:')]);
  });
  test('an acknowledgement keeps the promise before its last step is taken', () => {
    const seen = doing(rules, opened(rules), 'acknowledge', hour, {});
    expect(dues(passing(rules, seen, 2 * hour), 'escalated')).toHaveLength(2);
  });
  test('two steps are taken in their order', () => {
    const two = shop((text) => text.replace('{ at: 50% of response, tell: [lead] }', '{ at: 60m, tell: [lead] }'));
    expect(dues(passing(two, opened(two), hour + 1), 'escalated').slice(1)).toEqual([
      'escalated:critical:2 @ 60m',
      'escalated:critical:3 @ 60m',
    ]);
  });
});

describe('under pauses', () => {
  const rules = shop();
  const held = doing(rules, doing(rules, opened(rules), 'start', 0, {}), 'hold', 10 * minute, { reason: 'part' });
  test('steps keep their order and their distance', () => {
    const back = doing(rules, held, 'resume', 100 * minute, {});
    expect(dues(passing(rules, back, 3 * hour), 'escalated')).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:critical:2 @ 120m',
      'escalated:critical:3 @ 150m',
      'escalated:critical:3:again-1 @ 165m',
      'escalated:critical:3:again-2 @ 180m',
    ]);
  });
  test('a severity raised meanwhile pages once it goes on', () => {
    const mild = doing(rules, opened(rules, { severity: 'P2' }), 'start', 0, {});
    const paused = doing(rules, mild, 'hold', 10 * minute, { reason: 'part' });
    const raised = doing(rules, paused, 'reclassify', hour, { severity: 'P1' });
    const back = doing(rules, raised, 'resume', 2 * hour, {});
    expect(dues(passing(rules, back, 3 * hour), 'escalated')).toEqual([
      'escalated:mild:1 @ 0m',
      'escalated:critical:1 @ 60m',
      'escalated:critical:2 @ 140m',
      'escalated:critical:3 @ 170m',
    ]);
  });
});
