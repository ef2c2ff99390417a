/** An open incident that is moved to another version of its plan: its promises, whom it pages, and who has it. */
import { describe, expect, test } from 'vitest';

import type { Incident } from '../../domain/incident/incident.ts';
import { migrated } from '../../domain/incident/migrating.ts';
import type { Rules } from '../../domain/plan.ts';

import { first, moving, quicker, second, slower, swapped } from './moving.ts';
import { clockOf, day, doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

/** Minutes since the Monday at which a promise is broken if nobody does anything. */
const brokenAt = (rules: Rules, incident: Incident, metric: string) =>
  (passing(rules, incident, 90 * 24 * hour).clocks.find((one) => one.metric === metric)!.breachedAt! - monday) / minute;

describe('its promises', () => {
  test('are those of the new version from then on, counted from where they began', () => {
    const moved = moving(quicker, opened(first), 10 * minute);
    expect([moved.planVersion, brokenAt(quicker, moved, 'response'), brokenAt(quicker, moved, 'resolution')]).toEqual([
      2, 30, 120,
    ]);
    const late = moving(slower, opened(first), 10 * minute);
    expect([brokenAt(slower, late, 'response'), brokenAt(slower, late, 'resolution')]).toEqual([120, 480]);
  });

  test('are broken at the change where they are used up already, and their step is taken then', () => {
    const moved = moving(quicker, opened(first), 45 * minute);
    expect(clockOf(moved, 'response').breachedAt).toBe(monday + 45 * minute);
    expect(dues(moved, 'breached')).toEqual(['breached:response @ 45m']);
    expect(dues(moved, 'escalated')).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:critical:2 @ 30m',
      'escalated:critical:3 @ 45m',
    ]);
  });

  test('that were kept or broken before stay so', () => {
    const broken = passing(first, opened(first), 61 * minute);
    const moved = moving(slower, doing(first, broken, 'acknowledge', 70 * minute, {}), 80 * minute);
    expect(clockOf(moved, 'response')).toEqual({
      ...clockOf(broken, 'response'),
      fulfilledAt: monday + 70 * minute,
      breachedAt: monday + hour,
    });
  });

  test('stay kept also where they would have been broken by the new hours', () => {
    const incident = opened(first, { severity: 'P3' }, monday + 7 * hour);
    const kept = doing(first, incident, 'acknowledge', 29 * hour, {});
    const moved = moving(swapped('["09:00-18:00"]', '["09:00-20:00"]'), kept, 30 * hour);
    expect(clockOf(moved, 'response')).toEqual(clockOf(kept, 'response'));
    expect([clockOf(kept, 'response').breachedAt, dues(moved, 'breached')]).toEqual([null, []]);
  });

  test('carry the used share over where that is asked', () => {
    const moved = moving(slower, opened(first), 30 * minute, false);
    expect([brokenAt(slower, moved, 'response'), brokenAt(slower, moved, 'resolution')]).toEqual([90, 450]);
  });

  test('count on the hours of the new version, with the share that was used under the old ones', () => {
    const longer = swapped('["09:00-18:00"]', '["09:00-20:00"]');
    const incident = opened(first, { severity: 'P3' });
    const moved = moving(longer, incident, 2 * hour);
    // Eight open hours from Monday 10:00, until 18:00.
    expect(brokenAt(longer, moved, 'response')).toBe(8 * 60);
    // The second business day after Monday, until it closes.
    expect(brokenAt(longer, moved, 'resolution')).toBe(2 * 24 * 60 + 10 * 60);
    const paused = swapped('["09:00-18:00"]', '["09:00-12:00", "14:00-18:00"]');
    expect(brokenAt(paused, moving(paused, incident, 2 * hour, false), 'response')).toBe(24 * 60 + 60);
  });

  test('stand still while it is on hold, and go on with the new length', () => {
    const held = doing(first, doing(first, opened(first), 'start', 0, {}), 'hold', 10 * minute, { reason: 'waits' });
    const moved = moving(slower, held, 60 * minute);
    expect([moved.status, moved.events.filter(({ kind }) => kind === 'breached')]).toEqual(['on_hold', []]);
    const again = doing(slower, moved, 'resume', 70 * minute, {});
    expect(brokenAt(slower, again, 'response')).toBe(180);
  });

  test('begin where the new version has them, and end where it has not', () => {
    const updated = swapped('resolution: 4h, postmortem: 24h', 'update: 30m, postmortem: 24h');
    const moved = moving(updated, doing(first, opened(first), 'acknowledge', 5 * minute, {}), 20 * minute);
    expect(moved.clocks.map(({ metric, from }) => [metric, (from - monday) / minute])).toEqual([
      ['response', 0],
      ['update', 20],
    ]);
  });

  test('are those of the new version also where only their warning, or what keeps them, is another', () => {
    const counting = shop((text) => text.replace('resolution: 24h', 'resolution: 12h..24h, workaround: counts'));
    const later = swapped('resolution: 24h', 'resolution: 18h..24h');
    const act = { key: 'migrate:2', by: 'ana', at: monday + hour };
    const moved = migrated(counting, later, opened(counting, { severity: 'P2' }), act);
    expect(clockOf(doing(later, moved, 'workaround', 2 * hour, { text: 'x' }), 'resolution').fulfilledAt).toBeNull();
    expect(dues(passing(later, moved, day), 'warned')).toEqual(['warned:resolution @ 1080m']);
  });

  test('of what is resolved are only those owed afterwards', () => {
    const more = swapped(
      'resolution: 4h, postmortem: 24h',
      'resolution: 2h, containment: 30m, update: 10m, postmortem: 12h',
    );
    const resolved = doing(first, opened(first), 'resolve', 3 * hour, { note: 'Restarted.' });
    const moved = moving(more, resolved, 4 * hour);
    expect(moved.clocks.map(({ metric }) => metric)).toEqual(['response', 'resolution', 'postmortem']);
    expect(clockOf(moved, 'resolution')).toEqual(clockOf(resolved, 'resolution'));
    expect(brokenAt(more, moved, 'postmortem')).toBe(15 * 60);
  });

  test('of what is cancelled are none', () => {
    const cancelled = doing(first, opened(first), 'cancel', hour, { reason: 'A mistake.' });
    const moved = moving(swapped('resolution: 4h', 'resolution: 2h, containment: 30m'), cancelled, 2 * hour);
    expect(moved.clocks).toEqual(cancelled.clocks);
  });
});

describe('its work', () => {
  const phases = 'phases:\n  look: {}\n  repair: {}\n  report: {}\n';
  const before = shop((text) => text + phases);
  const without = second((text) => text + phases.replace('  repair: {}\n', ''));
  const act = (version: number, after: number) => ({ key: `migrate:${version}`, by: 'ana', at: monday + after });
  const repaired = doing(before, opened(before), 'phase', minute, { to: 'repair' });

  test('goes on in the next phase that the new version has', () => {
    const moved = migrated(before, without, repaired, act(2, hour));
    expect([moved.phase, moved.phases['repair']!.doneAt]).toEqual(['report', monday + hour]);
  });
  test('begins at the first phase, reopened, where the one that it was in is gone', () => {
    const resolved = doing(before, repaired, 'resolve', hour, { note: 'Restarted.' });
    const moved = migrated(before, without, resolved, act(2, 2 * hour));
    expect(doing(without, moved, 'reopen', 3 * hour, { reason: 'Again.' }).phase).toBe('look');
  });
});

describe('its policy', () => {
  test('goes on: what was told is not told again, and repeats keep their rhythm', () => {
    const told = passing(first, opened(first), 70 * minute);
    const moved = moving(swapped('at most: 3', 'at most: 5'), told, 75 * minute);
    const later = passing(quicker, moved, 95 * minute);
    expect(dues(later, 'escalated')).toEqual([
      ...dues(told, 'escalated'),
      'escalated:critical:3:again-1 @ 75m',
      'escalated:critical:3:again-2 @ 90m',
    ]);
  });

  test('takes what its new steps should have told before now, not in the past', () => {
    const more = swapped(
      '    - { at: 20m, tell: [ion], repeat: every 10m until acknowledged, at most: 5 }\n',
      '    - { at: 20m, tell: [ion] }\n    - { at: 30m, tell: [ana] }\n    - { at: 90m, tell: [eva] }\n',
    );
    const moved = moving(more, opened(first, { severity: 'P3' }), 65 * minute);
    expect(dues(passing(more, moved, 2 * hour), 'escalated').slice(-2)).toEqual([
      'escalated:desk:2 @ 65m',
      'escalated:desk:3 @ 90m',
    ]);
  });
});

test('the customer’s tier is the one that the new version gives', () => {
  const incident = opened(first, { requester: 'a@acme.example', severity: 'P2' });
  const moved = moving(swapped('tier: gold', 'tier: basic'), incident, 10 * minute);
  expect([incident.tier, moved.tier]).toEqual(['gold', 'basic']);
  expect(clockOf(moved, 'response').rule).toContain('basic');
});

test('who has left has it no more', () => {
  const its = doing(first, opened(first), 'assign', minute, { to: 'eva' });
  const without = second((text) =>
    text
      .replace(/ {2}eva: .*\n/, '')
      .replaceAll(', eva]', ']')
      .replace(', contact: eva', ''),
  );
  const moved = moving(without, its, 2 * minute);
  expect([its.assignee, moved.assignee, event(moved, 'migrate:2')!.data['assignee']]).toEqual(['eva', null, null]);
  expect(moving(quicker, its, 2 * minute).assignee).toBe('eva');
});

test('on record: by whom, from which version to which, and what became of each clock', () => {
  const { key, kind, by, at, data } = event(moving(quicker, opened(first), 10 * minute), 'migrate:2')!;
  expect({ key, kind, by, at, data }).toEqual({
    key: 'migrate:2',
    kind: 'migrated',
    by: 'ana',
    at: monday + 10 * minute,
    data: {
      version: 2,
      from: 1,
      retroactive: true,
      tier: null,
      clocks: [
        expect.objectContaining({ metric: 'response', target: { ms: 30 * minute }, retroactive: true }),
        expect.objectContaining({ metric: 'resolution', target: { ms: 2 * hour } }),
      ],
    },
  });
});
