import type { AlertRule, Check, Heartbeat, Integration, Probe, Storm } from '../domain/plan/watching.ts';

import type { Chapter, Written } from './schema.ts';
import { probeKeys } from './schema/watching.ts';
import { shortestGapMs } from './time/gaps.ts';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/** A certificate is renewed sooner. */
const twoWeeks = 14 * 86_400_000;

type WrittenCheck = Chapter<'checks'>[string];

export const checkOf = (one: WrittenCheck, title: string): Check => ({
  title,
  service: orNull(one.service),
  every: one.every,
  onChangeOf: one['on change of'] ?? [],
  probe: probeOf(one),
  on: orNull(one.on),
  underMs: orNull(one.under),
  below: orNull(one.below),
  above: orNull(one.above),
  youngerMs: orNull(one.younger),
  leftMs: one.tls === undefined ? null : (one['expires within'] ?? twoWeeks),
  environment: one.environment ?? [],
  expect: { status: orNull(one.expect?.status), body: orNull(one.expect?.body), json: orNull(one.expect?.json) },
  fails: one.fails ?? 1,
  opens: orNull(one.opens),
  recovery: one.recovery ?? 'resolves',
  runbook: orNull(one.runbook),
});

/** One of them is there, and no other. */
function probeOf(one: WrittenCheck): Probe {
  const kind = probeKeys.find((key) => one[key] !== undefined)!;
  return { kind, target: one[kind] } as Probe;
}

export const alertOf = (one: Chapter<'alerts'>[string], title: string): AlertRule => ({
  title,
  when: one.when,
  forMs: orNull(one.for),
  source: orNull(one.source),
  query: orNull(one.query),
  on: orNull(one.on),
  every: one.every ?? { kind: 'interval', ms: 60_000 },
  above: orNull(one.above),
  below: orNull(one.below),
  failures: orNull(one.failures),
  match: orNull(one.match),
  service: orNull(one.service),
  opens: orNull(one.opens),
  type: orNull(one.type),
  action: orNull(one.action),
  runbook: orNull(one.runbook),
});

export const heartbeatOf = (
  one: Chapter<'heartbeats'>[string],
  title: string,
  { calendars = {} }: Pick<Written, 'calendars'>,
): Heartbeat => ({
  title,
  every: one.every,
  calendar: Object.keys(calendars)[0] ?? null,
  graceMs: one.grace ?? usualGraceMs(one.every),
  key: orNull(one.key),
  service: orNull(one.service),
  opens: orNull(one.opens),
});

const hour = 3_600_000;

/** A tenth of the time between two, an hour at most; an hour where there is no rhythm. */
const usualGraceMs = (every: Heartbeat['every']): number => Math.min(hour, (shortestGapMs(every) || 10 * hour) / 10);

export const integrationOf = (one: Chapter<'integrations'>[string], title: string): Integration => ({
  title,
  kind: one.kind,
  key: orNull(one.key),
  url: orNull(one.url),
  address: orNull(one.address),
  unknown: one['unknown senders'] ?? 'accept',
  service: orNull(one.service),
  severity: orNull(one.severity),
  timeoutMs: orNull(one.timeout),
  retries: orNull(one.retries),
  breaker: orNull(one.breaker),
  fallback: orNull(one.fallback),
  perMinute: orNull(one['per minute']),
  method: orNull(one.method),
  body: orNull(one.body),
  events: one.events ?? [],
  types: orNull(one.types),
  routes: (one.routes ?? []).map(({ when, escalation, drop = false, ...said }) => ({
    when,
    severity: orNull(said.severity),
    type: orNull(said.type),
    service: orNull(said.service),
    tier: orNull(said.tier),
    policy: orNull(escalation),
    runbook: orNull(said.runbook),
    drop,
  })),
  map: onlySaid(one.map ?? {}),
  values: onlySaid(one.values ?? {}),
  staleMs: orNull(one.stale),
  whenStale: one['when stale'] ?? 'closes',
});

const onlySaid = <T>(all: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter((one): one is [string, T] => one[1] !== undefined));

const minute = 60_000;

export const stormOf = ({ incidents = 10, within = minute }: Partial<Chapter<'storm'>> = {}): Storm => ({
  incidents,
  withinMs: within,
});
