/** Services and what watches them where the edge matters; the plain cases are the examples of the documentation. */
import { describe, expect, test } from 'vitest';
import { findingsIn, pathsOf, planWith } from './plans.ts';

const found = (chapters: string) =>
  findingsIn(planWith(chapters)).filter(({ rule }) => !['recorded', 'not-configured'].includes(rule));
const told = (chapters: string) => pathsOf(found(chapters));

describe('uptime-below-maintenance', () => {
  const app = (uptime: string, counts = 'counts') =>
    `services: { app: { uptime: ${uptime}, maintenance: ${counts} } }\n`;
  const monthly = (lasts: string, rest = '') =>
    `maintenance: { ${rest} kinds: { major: { every: 1st of the month, lasts: ${lasts} } } }`;
  const below = ['uptime-below-maintenance services.app.uptime maintenance.kinds'];

  test('what fits exactly fits: 99.9% of 30 days are 43m12s', () => {
    expect(told(app('99.9%') + monthly('43m12s'))).toEqual([]);
    expect(told(app('99.9%') + monthly('43m13s'))).toEqual(below);
  });

  test('maintenance that does not count breaks nothing', () =>
    expect(told(app('99.9%', 'does not count') + monthly('4h'))).toEqual([]));

  test('no service is away for longer than the impact says', () => {
    expect(told(app('99.9%') + monthly('4h', 'impact: 15m..30m,'))).toEqual([]);
    expect(told(app('99.9%') + monthly('4h', 'impact: 30m..60m,'))).toEqual(below);
  });

  test('all kinds count together, except those that are for other services or done as needed', () => {
    const kinds = (more: string) =>
      told(
        `${app('99.9%')}maintenance: { kinds: { major: { every: 1st of the month, lasts: 30m }, other: { lasts: 30m, ${more} } } }`,
      );
    expect(kinds('every: 15th of the month')).toEqual(below);
    expect(kinds('every: as needed')).toEqual([]);
    expect(
      told(
        `services: { app: { uptime: 99.9%, maintenance: counts }, db: {} }\nmaintenance: { kinds: { all: { every: week, lasts: 30m, services: db } } }`,
      ),
    ).toEqual([]);
  });

  test('an impact that cannot be read may be nothing', () =>
    expect(told(app('99.9%') + monthly('4h', 'impact: some,'))).toEqual(['time maintenance.impact']));
});

describe('uptime-below-one-incident', () => {
  const p1 = (resolution: string) => `severities: { P1: { response: 5m, resolution: ${resolution} } }\n`;

  test('a resolution as long as what is left is possible', () => {
    expect(told(`${p1('43m12s')}services: { app: { uptime: 99.9% } }`)).toEqual([]);
    expect(found(`${p1('4h')}services: { app: { uptime: 99.5% } }`).map(({ message }) => message)).toEqual([
      '99.5% leaves 3h36m of a month of 30 days, yet one `P1` may take 4h to resolve: a single incident that keeps its promise breaks this one; promise less, or resolve sooner',
    ]);
  });

  test('it is said once, at the highest uptime', () =>
    expect(told(`${p1('4h')}services: { a: { uptime: 99% }, b: { uptime: 99.9% }, c: { uptime: 99.5% } }`)).toEqual([
      'uptime-below-one-incident services.b.uptime severities.P1.resolution',
    ]));

  test('an objective promises it too, unless its services do themselves', () => {
    expect(told(`${p1('4h')}objectives: { uptime: 99.9% }`)).toEqual([
      'uptime-below-one-incident objectives.uptime severities.P1.resolution',
    ]);
    expect(
      told(`${p1('4h')}services: { a: { uptime: 99% } }\nobjectives: { uptime: { target: at least 99.9%, of: a } }`),
    ).toEqual([]);
  });

  test('only the worst severity counts, and only where it can be read', () => {
    expect(told('severities: { P1: {}, P2: { resolution: 8h } }\nservices: { app: { uptime: 99.9% } }')).toEqual([]);
    expect(
      told('severities: { P1: { resolution: soon }, P2: { resolution: 8h } }\nservices: { app: { uptime: 99.9% } }'),
    ).toEqual(['time severities.P1.resolution']);
  });
});

describe('uptime-above-system', () => {
  test('the same uptime can be kept; one that promises nothing passes on what it needs', () => {
    expect(told('services: { a: { uptime: 99.9%, part of: b }, b: { uptime: 99.9% } }')).toEqual([]);
    expect(told('services: { a: { uptime: 99.9%, part of: b }, b: { depends on: c }, c: { uptime: 99% } }')).toEqual([
      'uptime-above-system services.a.uptime services.c.uptime',
    ]);
  });

  test('of several the lowest is told, and a circle ends', () =>
    expect(
      told(
        'services: { a: { uptime: 99.9%, depends on: [b, c, d] }, b: { uptime: 99% }, c: { uptime: 98% }, d: { depends on: a } }',
      ),
    ).toEqual(['uptime-above-system services.a.uptime services.c.uptime']));
});

describe('check-slower-than-response', () => {
  const plan = (rest: string) => told(`severities: { P1: { response: 15m } }\n${rest}`);
  const check = (rest: string) => `checks: { api: { http: "https://shop.example", ${rest} } }\n`;

  test('one second sooner is soon enough', () => {
    expect(plan(check('every: 899s, opens: P1'))).toEqual([]);
    expect(plan(check('every: 900s, opens: P1'))).toEqual([
      'check-slower-than-response checks.api.every severities.P1.response',
    ]);
  });

  test('an alert waits for its check and for its own time', () => {
    const alert = (time: string) =>
      `${check('every: 5m')}alerts: { slow: { when: slow, source: check api, opens: P1${time} } }`;
    expect(plan(alert(', for: 9m'))).toEqual([]);
    expect(plan(alert(', for: 10m'))).toEqual(['check-slower-than-response alerts.slow.for severities.P1.response']);
  });

  test('certificates, business days and what opens nothing do not count', () => {
    expect(plan('checks: { cert: { tls: shop.example, every: day, opens: P1 } }')).toEqual([]);
    expect(told(`severities: { P1: { response: 1 business day } }\n${check('every: week, opens: P1')}`)).toEqual([]);
    expect(plan(check('every: day'))).toEqual([]);
  });
});

describe('alert-without-source', () => {
  const alert = (rest: string, more = '') => told(`${more}alerts: { errors: { when: errors${rest} } }`);

  test('a query will do, as `query` or as the source', () => {
    expect(alert('')).toEqual(['alert-without-source alerts.errors']);
    expect(alert(', query: up == 0, on: "${PROMETHEUS}"')).toEqual([]);
    expect(alert(', source: "rate(errors[5m]) > 0.05", on: "${PROMETHEUS}"')).toEqual([]);
  });

  test('but somebody must ask it', () => {
    expect(alert(', query: up == 0')).toEqual(['alert-without-source alerts.errors']);
    expect(alert(', source: "${LOGS}"')).toEqual(['alert-without-source alerts.errors']);
    const sends = 'integrations: { prom: { kind: alertmanager } }\n';
    expect(alert(', query: up == 0, source: prom', sends)).toEqual([]);
  });

  test('a check is named as such or by its name alone', () => {
    const checks = 'checks: { api: { every: 1m, tcp: "shop.example:80" } }\n';
    expect(alert(', source: check api', checks)).toEqual([]);
    expect(alert(', source: api', checks)).toEqual([]);
    expect(alert(', source: integration api', checks)).toEqual(['alert-without-source alerts.errors.source']);
  });

  test('a check that is ill formed is there', () =>
    expect(alert(', source: check api', 'checks: { api: { every: 1m } }\n')).toEqual(['wrong-value checks.api']));
});
