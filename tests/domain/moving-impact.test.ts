/** What moving an open incident to another version of its plan would do, and what keeps it where it is. */
import { describe, expect, test } from 'vitest';

import { fireDue } from '../../domain/incident/due.ts';
import { impactOn } from '../../domain/incident/impact.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { migrated, obstacle } from '../../domain/incident/migrating.ts';
import type { Rules } from '../../domain/plan.ts';

import { first, moving, quicker, slower, swapped } from './moving.ts';
import { doing, hour, minute, monday, opened } from './support.ts';

describe('it cannot be moved where the new version has no more', () => {
  const whole = { ...opened(first, { service: 'app', requester: 'a@acme.example' }), level: 'N2' };
  const without = (change: (plan: Rules['plan']) => Partial<Rules['plan']>): Rules => ({
    ...first,
    plan: { ...first.plan, ...change(first.plan), version: 2 },
  });
  const but = <T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
  test.each<[string, Rules, Partial<Incident>]>([
    ['type "incident"', without(() => ({ types: ['task'] })), {}],
    ['severity "P1" for the type "incident"', without(({ severities }) => ({ severities: but(severities, 'P1') })), {}],
    [
      'severity "P1" for the type "incident"',
      without(({ severities }) => ({ severities: { ...severities, P1: { ...severities['P1']!, types: ['task'] } } })),
      {},
    ],
    ['service "app"', without(() => ({ services: {} })), {}],
    ['customer "acme"', without(() => ({ customers: {} })), {}],
    ['level "N2"', without(({ levels }) => ({ levels: but(levels, 'N2') })), {}],
    ['impact "wide"', without(() => ({ impacts: ['narrow'] })), { impact: 'wide' }],
    ['category "printer"', without(() => ({ categories: { other: {} as never } })), { category: 'printer' }],
    [
      'pause "part"',
      without(() => ({})),
      { status: 'on_hold', holds: [{ from: monday, to: null, pause: 'part', stops: null }] },
    ],
    ['escalation policy "roll"', without(() => ({})), { rollCall: 'roll' }],
  ])('%s', (what, next, more) => {
    const incident = { ...whole, ...more };
    expect(obstacle(next, incident)).toBe(`This version of the plan has no ${what}.`);
    expect(() => moving(next, incident, minute)).toThrow(`This version of the plan has no ${what}.`);
  });

  test('calendar on which something was counted that is over', () => {
    const incident = doing(first, opened(first, { severity: 'P3' }), 'acknowledge', minute, {});
    const next = swapped('office', 'desk-hours');
    expect(obstacle(next, incident)).toBe('This version of the plan has no calendar "office".');
    expect(obstacle(next, opened(first, { severity: 'P3' }))).toBeNull();
  });

  test('and of several all are told', () =>
    expect(
      obstacle(
        without(() => ({ services: {}, customers: {} })),
        whole,
      ),
    ).toBe('This version of the plan has no service "app" and no customer "acme".'));
});

describe('what it would do', () => {
  const impact = (next: Rules, after: number, incident = opened(first)) => {
    const before = fireDue(first, incident, monday + after);
    const act = { key: 'k', by: 'ana', at: monday + after };
    return impactOn(first, next, before, migrated(first, next, before, act), monday + after).map(
      ({ metric, change, dueBefore, dueAfter }) =>
        `${metric} ${change} ${[dueBefore, dueAfter].map((at) => (at === null ? '-' : (at - monday) / minute)).join(' → ')}`,
    );
  };
  test('the gravest first', () => {
    expect(impact(quicker, 45 * minute)).toEqual(['response breached 60 → 30', 'resolution sooner 240 → 120']);
    expect(impact(slower, 45 * minute)).toEqual(['response later 60 → 120', 'resolution later 240 → 480']);
    expect(impact(first, 45 * minute)).toEqual([]);
    const other = swapped('resolution: 4h, postmortem: 24h', 'containment: 10m, postmortem: 24h');
    expect(impact(other, 5 * minute)).toEqual(['containment begins - → 10', 'resolution ends 240 → -']);
  });
  test('also to what stands still', () => {
    const held = doing(first, doing(first, opened(first), 'start', 0, {}), 'hold', 10 * minute, { reason: 'waits' });
    expect(impact(quicker, 45 * minute, held)).toEqual(['response sooner - → -', 'resolution sooner - → -']);
  });
  test('not to what is kept or broken already', () => expect(impact(quicker, 5 * hour)).toEqual([]));
});
