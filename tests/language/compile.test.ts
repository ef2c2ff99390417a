import { describe, expect, test } from 'vitest';
import { compilePlan } from '../../language/compile.ts';
import { alone, planWith } from './plans.ts';

const compiled = (chapters: string, env: Record<string, string> = {}) =>
  compilePlan(planWith(chapters), 'shop.yaml', alone(env)).compiled!;
const hour = 3_600_000;

test('what a plan leaves out has the usual values', () => {
  const { plan, calendars } = compiled('');
  expect(plan).toMatchObject({
    version: 0,
    combine: 'strictest',
    reopenMs: 168 * hour,
    services: {},
    policies: {},
    people: ['ana'],
  });
  expect(plan.types).toEqual(['incident', 'request', 'question', 'security', 'task']);
  expect(plan.severities).toEqual({
    P1: { title: 'P1', types: null, escalation: null, runbook: null },
  });
  expect(plan.targets).toEqual([
    {
      metric: 'response',
      when: { severity: 'P1' },
      from: 'opening',
      target: { ms: hour },
      calendar: 'always',
      rule: 'severities.P1.response',
    },
  ]);
  expect(calendars).toEqual({ always: { zone: 'Europe/Bucharest', always: true } });
});

test('rows come as `combine: first` looks at them: long form, severities, tiers', () => {
  const rows = compiled(`combine: first
tiers: { gold: { resolution: 8h, response: 1h } }
targets:
  - { when: { type: security, tier: gold }, response: 5m, resolution: 1 business day }
severities: { High: { response: 2h }, Low: { response: 4h } }
`).plan.targets;
  expect(rows.map(({ rule }) => rule)).toEqual([
    'targets.0.response',
    'targets.0.resolution',
    'severities.High.response',
    'severities.Low.response',
    'tiers.gold.response',
    'tiers.gold.resolution',
  ]);
  expect(rows[1]).toMatchObject({ when: { type: 'security', tier: 'gold' }, target: { businessDays: 1 } });
});

test('severities keep the order in which they are written, which is that of strictness', () => {
  expect(Object.keys(compiled('severities: { urgent: {}, P9: {}, A: {} }').plan.severities)).toEqual([
    'urgent',
    'P9',
    'A',
  ]);
});

test('the calendar of a row is that of all its promises, the post-mortem too', () => {
  const { plan } = compiled(
    'calendars: { office: { mon: "09:00-17:00" } }\nseverities: { P1: { response: 1h, postmortem: 2 business days, calendar: office } }',
  );
  expect(plan.targets.find(({ metric }) => metric === 'postmortem')).toEqual({
    metric: 'postmortem',
    when: { severity: 'P1' },
    from: 'resolution',
    target: { businessDays: 2 },
    calendar: 'office',
    rule: 'severities.P1.postmortem',
  });
  expect(plan.targets[0]?.calendar).toBe('office');
});

test('steps know roles from people', () => {
  const { plan } = compiled(`roles: { support: ana }
escalation:
  help: [{ at: 5m, tell: [support, ana, assignee, customer contact], repeat: every 15m until acknowledged, at most: 3 }]
`);
  expect(plan.policies['help']?.steps).toEqual([
    {
      at: { afterMs: 300_000 },
      tell: [{ role: 'support' }, { person: 'ana' }, 'assignee', 'customer contact'],
      calendar: null,
      repeat: { everyMs: 900_000, atMost: 3 },
    },
  ]);
});

test('steps know a team from its lead, and who is no one of the plan', () => {
  const { plan } = compiled(`levels: { N1: { team: ana, lead: assignee } }
escalation:
  help: [{ at: 5m, tell: [level N1, level N1 lead, all users] }, { at: 6m, tell: [affected users] }]
`);
  expect(plan.policies['help']?.steps.map(({ tell }) => tell)).toEqual([
    [{ person: 'ana' }, 'assignee', 'subscribers'],
    ['requester', 'affected', 'watchers'],
  ]);
});

test('a calendar is plain JSON in the zone of the plan or its own', () => {
  const { calendars } = compiled(`calendars:
  office: { mon-tue: ["09:00-13:00", "14:00-18:00"], sat: "10:00-12:00", closed: [2026-12-25], special: { 2026-12-24: [] }, holidays: RO }
  india: { timezone: Asia/Kolkata, sun: "09:00-10:00", holidays: { country: DE, state: BY } }
`);
  const split = ['09:00-13:00', '14:00-18:00'];
  expect(JSON.parse(JSON.stringify(calendars))).toEqual({
    always: { zone: 'Europe/Bucharest', always: true },
    office: {
      zone: 'Europe/Bucharest',
      week: { mon: split, tue: split, sat: ['10:00-12:00'] },
      closed: ['2026-12-25'],
      special: { '2026-12-24': [] },
      holidays: { country: 'RO' },
    },
    india: { zone: 'Asia/Kolkata', week: { sun: ['09:00-10:00'] }, holidays: { country: 'DE', state: 'BY' } },
  });
});

describe('${NAME}', () => {
  const chapters =
    'people: { ana: { name: "${WHO}", email: "${MAIL}" } }\ncustomers: { a: { title: "The ${WHO}", domains: ["${DOMAIN}", B.example] } }\n';

  test('comes from the environment', () => {
    const { plan, people } = compiled(chapters, { WHO: 'Ana', MAIL: 'ana@x.example', DOMAIN: 'A.example' });
    expect(people).toEqual([{ id: 'ana', name: 'Ana', email: 'ana@x.example', phone: null }]);
    expect(plan.customers['a']).toEqual({
      title: 'The Ana',
      domains: ['a.example', 'b.example'],
      tier: null,
      contact: null,
    });
  });

  test('unset or empty, it is not configured: a note, and nothing runs on it', () => {
    const { findings, compiled: read } = compilePlan(planWith(chapters), 'shop.yaml', alone({ MAIL: '' }));
    expect(findings.map(({ rule, severity, path }) => [rule, severity, path])).toEqual([
      ['not-configured', 'note', 'people.ana.name'],
      ['not-configured', 'note', 'people.ana.email'],
      ['not-configured', 'note', 'customers.a.title'],
      ['not-configured', 'note', 'customers.a.domains.0'],
    ]);
    expect(read?.people).toEqual([{ id: 'ana', name: 'ana', email: null, phone: null }]);
    expect(read?.plan.customers['a']).toMatchObject({ title: 'a', domains: ['b.example'] });
  });

  test('what nothing acts on yet is noted too, each name once, at its first place', () => {
    const recorded =
      'checks: { web: { every: 5m, http: "${URL}/a" }, api: { every: 5m, http: "${URL}/${WHO}/${SET}" } }\n';
    const notes = (env: Record<string, string>) =>
      compilePlan(planWith(recorded + chapters), 'shop.yaml', alone(env))
        .findings.filter(({ rule }) => rule === 'not-configured')
        .map(({ path, message }) => `${path} ${/\$\{\w+\}/.exec(message)?.[0]}`);
    expect(notes({ MAIL: 'a@x.example', DOMAIN: 'a.example', SET: 'x' })).toEqual([
      'checks.web.http ${URL}',
      'people.ana.name ${WHO}',
      'customers.a.title ${WHO}',
    ]);
    expect(notes({ MAIL: 'a@x.example', DOMAIN: 'a.example', SET: '', URL: 'https://x.example', WHO: 'A' })).toEqual([
      'checks.api.http ${SET}',
    ]);
  });

  test('a value of the wrong form is refused without being shown', () => {
    const { findings, compiled: read } = compilePlan(
      planWith(chapters),
      'shop.yaml',
      alone({ WHO: 'Ana', MAIL: 's3cret', DOMAIN: 'a.example' }),
    );
    expect(findings.map(({ message }) => message)).toEqual(['what `${MAIL}` holds is not an e-mail address']);
    expect(read).toBeUndefined();
  });
});

test('a row says from when it counts; the response of a level is a clock of its own', () => {
  const { targets } = compiled(`levels: { N1: { response: 2h, resolution: 1 business day } }
clocks: { authority: { when: { type: security }, within: 72h } }
targets: [{ when: { severity: P1 }, from: triage, resolution: 10m, update: 30m }]
`).plan;
  expect(targets.map(({ metric, from, rule }) => [metric, from, rule])).toEqual([
    ['resolution', 'triage', 'targets.0.resolution'],
    ['update', 'response', 'targets.0.update'],
    ['response', 'opening', 'severities.P1.response'],
    ['level', 'level', 'levels.N1.response'],
    ['resolution', 'opening', 'levels.N1.resolution'],
    ['authority', 'opening', 'clocks.authority.within'],
  ]);
});
