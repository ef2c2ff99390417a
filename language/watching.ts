import type { AlertRule, Check, Heartbeat, Integration, Probe } from '../domain/plan/watching.ts';

import type { Chapter } from './schema.ts';
import { probeKeys } from './schema/watching.ts';

const orNull = <T>(value: T | undefined): T | null => value ?? null;

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
  youngerMs: orNull(one.younger),
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
  service: orNull(one.service),
  opens: orNull(one.opens),
  type: orNull(one.type),
  action: orNull(one.action),
  runbook: orNull(one.runbook),
});

export const heartbeatOf = (one: Chapter<'heartbeats'>[string], title: string): Heartbeat => ({
  title,
  every: one.every,
  graceMs: one.grace ?? 0,
  key: orNull(one.key),
  service: orNull(one.service),
  opens: orNull(one.opens),
});

export const integrationOf = (one: Chapter<'integrations'>[string], title: string): Integration => ({
  title,
  kind: one.kind,
  key: orNull(one.key),
  url: orNull(one.url),
  service: orNull(one.service),
  severity: orNull(one.severity),
  timeoutMs: orNull(one.timeout),
  retries: orNull(one.retries),
  breaker: orNull(one.breaker),
  fallback: orNull(one.fallback),
  routes: (one.routes ?? []).map(({ when, severity = null, service = null, drop = false }) => ({
    when,
    severity,
    service,
    drop,
  })),
});
