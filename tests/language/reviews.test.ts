/** What the reviews of a plan become: tickets to open, when, and how soon they must be done. */
import { expect, test } from 'vitest';

import { clockOf, opened, shop, shopPlan } from '../domain/support.ts';
import { compiled } from '../support/plan.ts';

const reviews =
  (text: string, change: (text: string) => string = (same) => same) =>
  (whole: string) =>
    `${change(whole)}reviews:\n${text}`;
const planOf = (...args: Parameters<typeof reviews>) => shopPlan(reviews(...args)).plan;
const review = (text: string, change?: (text: string) => string) =>
  planOf(`  r: { every: month, owner: lead${text} }\n`, change).reviews['r'];

test('its name is its title, its type a task, its severity the last', () =>
  expect(review('')).toEqual({
    title: 'r',
    description: null,
    type: 'task',
    severity: 'P4',
    owners: [{ role: 'lead' }],
  }));

test('what is written wins', () =>
  expect(review(', title: Access, type: incident, severity: P2')).toMatchObject({
    title: 'Access',
    type: 'incident',
    severity: 'P2',
  }));

test('the checklist is listed below what is said of it', () =>
  expect(review(', description: Look., checklist: [A, B]')!.description).toBe('Look.\n\n- A\n- B'));

test('the last severity that its type may have', () =>
  expect(review('', (text) => text.replace('P4: {', 'P4: { types: security,'))!.severity).toBe('P3'));

test('it comes round by the plan’s clocks and by its own calendar, else by the first of the plan', () => {
  const { schedules } = planOf(
    '  a: { every: month, owner: lead }\n  b: { every: month, owner: lead, calendar: always }\n',
  );
  const every = { kind: 'rule', rrule: expect.any(String), time: null };
  expect(schedules).toEqual({
    'reviews/a': { every, zone: 'Europe/Bucharest', calendar: 'office' },
    'reviews/b': { every, zone: 'Europe/Bucharest', calendar: 'always' },
  });
});

test('a plan without calendars has the days from Monday to Friday', () => {
  const text =
    'guardia: 1\nplan: a\ntitle: A\nreference: AA\nlocale: en\ntimezone: UTC\nseverities: { P1: {} }\npeople: { a: { name: A, email: a@a.example } }\n';
  expect(
    compiled(`${text}reviews: { r: { every: month, owner: a } }\n`).plan.schedules['reviews/r']!.calendar,
  ).toBeNull();
});

test.each(['as needed', 'continuously'])('%s has no rhythm and does not come round', (every) =>
  expect(planOf(`  r: { every: ${every}, owner: lead }\n`).schedules).toEqual({}),
);

test('on change it comes round when that is told, beside its rhythm or instead of it', () =>
  expect(
    planOf(
      '  a: { every: on change, on change of: Prices, owner: lead }\n  b: { every: month, on change of: [Rules, Prices], owner: lead }\n',
    ).schedules,
  ).toMatchObject({
    'reviews/a': { every: { kind: 'on change' }, onChangeOf: ['Prices'] },
    'reviews/b': { every: { kind: 'rule' }, onChangeOf: ['Rules', 'Prices'] },
  }));

test.each(['strictest', 'severity', 'first'])(
  'how soon it must be done holds whatever else matches, combine: %s',
  (combine) => {
    const rules = shop(
      reviews(
        '  r: { every: month, owner: lead, within: 9 days, severity: P1 }\n',
        (text) => `${text}combine: ${combine}\n`,
      ),
    );
    const own = { type: 'task', severity: 'P1', category: 'r' };
    expect(clockOf(opened(rules, own), 'resolution')).toMatchObject({ rule: 'reviews.r.within', calendar: 'always' });
    expect(clockOf(opened(rules, { ...own, category: 'x' }), 'resolution').rule).toBe('severities.P1.resolution');
  },
);
