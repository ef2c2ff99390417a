import { beforeAll, describe, expect, test } from 'vitest';
import { reaches } from '../../domain/clock.ts';
import type { Clock, Target } from '../../domain/clock.ts';
import { compileCalendars } from '../../language/calendar.ts';
import type { Compiled } from '../../language/compile.ts';
import { isFine } from '../../language/finding.ts';
import { loadPlans } from '../../language/load.ts';

const hours = (count: number): Target => ({ ms: count * 3_600_000 });
const days = (businessDays: number): Target => ({ businessDays });

let transport: Compiled;
beforeAll(async () => {
  const [loaded] = await loadPlans(['plans/transport.yaml'], {});
  expect(isFine(loaded!.findings)).toBe(true);
  transport = loaded!.compiled!;
});

test('the folder of plans loads, and nothing in it needs to be changed', async () => {
  expect((await loadPlans(['plans'], {})).flatMap(({ findings }) => findings.filter((one) => !isFine([one])))).toEqual(
    [],
  );
});

/** Seed §2.1 and §1.1, row by row. */
test.each([
  ['severities.P1', hours(1), hours(4), 'always'],
  ['severities.P2', hours(4), hours(24), 'weekdays'],
  ['severities.P3', hours(24), days(3), 'weekdays'],
  ['severities.P4', hours(48), days(5), 'weekdays'],
  ['tiers.basic', hours(48), days(5), 'weekdays'],
  ['tiers.standard', hours(24), days(2), 'weekdays'],
  ['tiers.premium', hours(4), hours(24), 'weekdays'],
  ['tiers.enterprise', hours(1), hours(8), 'weekdays'],
])('%s promises what the seed says', (rule, response, resolution, calendar) => {
  const found = transport.plan.targets.filter(
    (row) => /^.*\.re[^.]*$/.test(row.rule) && row.rule.startsWith(`${rule}.`),
  );
  expect(found.map(({ metric, target }) => [metric, target])).toEqual([
    ['response', response],
    ['resolution', resolution],
  ]);
  expect(new Set(found.map((row) => row.calendar))).toEqual(new Set([calendar]));
});

test('a P1 owes a post-mortem within 24 h, and its policy guards it', () => {
  const { severities, policies, targets } = transport.plan;
  expect(targets.find(({ metric }) => metric === 'postmortem')).toEqual({
    metric: 'postmortem',
    when: { severity: 'P1' },
    from: 'resolution',
    target: hours(24),
    calendar: 'always',
    rule: 'severities.P1.postmortem',
  });
  expect(severities['P1']).toEqual({
    title: 'P1 Critical',
    types: null,
    escalation: 'critical',
    runbook: 'RB-005',
  });
  expect(policies['critical']?.steps).toHaveLength(7);
  expect(policies['critical']?.steps[2]).toEqual({
    at: { share: 1, of: 'response' },
    tell: [{ role: 'tech-lead' }, { role: 'management' }],
    calendar: null,
    repeat: { everyMs: 900_000, atMost: 3 },
  });
});

test('it speaks Romanian, from Bucharest, as TRA', () => {
  expect(transport.plan).toMatchObject({
    slug: 'transport',
    reference: 'TRA',
    locale: 'ro',
    timezone: 'Europe/Bucharest',
  });
  expect(Object.keys(transport.plan.severities)).toEqual(['P1', 'P2', 'P3', 'P4']);
  expect(transport.people.every(({ email }) => email?.endsWith('@transport.example'))).toBe(true);
});

describe('deadlines', () => {
  const due = (rule: string, openedAt: string): string => {
    const row = transport.plan.targets.find((one) => one.rule === rule)!;
    const calendars = compileCalendars(
      transport.calendars,
      Date.parse('2026-01-01T00:00Z'),
      Date.parse('2028-01-01T00:00Z'),
    );
    const clock: Clock = {
      ...row,
      round: 1,
      start: row.from,
      from: Date.parse(openedAt),
      pauses: [],
      fulfilledAt: null,
      breachedAt: null,
    };
    return new Date(reaches(calendars[row.calendar]!, clock, 1)).toISOString();
  };

  test.each([
    [
      'a P1 on a Saturday night counts the night',
      'severities.P1.response',
      '2026-11-21T22:30:00Z',
      '2026-11-21T23:30:00.000Z',
    ],
    [
      'a P2 on a Friday evening waits for Monday',
      'severities.P2.response',
      '2026-11-20T20:00:00.250Z',
      '2026-11-23T00:00:00.250Z',
    ],
    [
      'a P2 over the change of clocks, which falls on a Sunday',
      'severities.P2.resolution',
      '2027-03-26T12:00:00Z',
      '2027-03-29T11:00:00.000Z',
    ],
    [
      'a P3 of a Wednesday before Saint Andrew and the national day',
      'severities.P3.resolution',
      '2026-11-25T10:00:00Z',
      '2026-12-02T22:00:00.000Z',
    ],
    [
      'a P1 in the hour that is skipped',
      'severities.P1.resolution',
      '2027-03-28T00:30:00Z',
      '2027-03-28T04:30:00.000Z',
    ],
  ])('%s', (_, rule, openedAt, expected) => expect(due(rule, openedAt)).toBe(expected));
});
