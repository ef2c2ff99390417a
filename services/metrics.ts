import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

import {
  incidentsByStatus,
  lateness,
  latenessBuckets,
  notificationsByOutcome,
  undecidableByPlan,
} from '../db/figures.ts';
import { outletsOf } from '../db/outlets.ts';
import { listPlans } from '../db/plans.ts';
import { waitingSince } from '../db/received.ts';
import { attemptsSince, latenessOfAll, latenessSince } from '../db/sendings.ts';
import { counters } from '../db/settings.ts';

import { backupFigures } from './backup/gauges.ts';
import type { Desk } from './desk.ts';
import { uptimesNow } from './uptime/gauges.ts';

const own = new Registry();
collectDefaultMetrics({ register: own });

/** Figures for Prometheus. They are read from Postgres, so that they are those of all processes and outlive each. */
export async function metrics(
  desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>,
): Promise<{ body: string; type: string }> {
  const { db } = desk;
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const incidents = gauge('guardia_incidents', 'Incidents as they stand.', ['plan', 'severity', 'status']);
  for (const { count, ...labels } of await incidentsByStatus(db)) incidents.set(labels, count);
  const undecidable = gauge('guardia_undecidable', 'Incidents that could not be decided when last tried.', ['plan']);
  for (const { count, plan } of await undecidableByPlan(db)) undecidable.set({ plan }, count);
  const notifications = gauge('guardia_notifications', 'Notifications by outcome.', ['outcome']);
  for (const { count, outcome } of await notificationsByOutcome(db)) notifications.set({ outcome }, count);
  const rescues = gauge(
    'guardia_rescues',
    'What the relay had to do because nobody else did; it stands still in ordinary running.',
    ['what'],
  );
  const seen = gauge(
    'guardia_worker_seen_timestamp_seconds',
    'When a worker last looked after everything, epoch seconds.',
  );
  for (const { name, value } of await counters(db))
    if (name === 'worker_seen_at') seen.set(value / 1000);
    else rescues.set({ what: name.replace('relay_', '') }, value);
  const waiting = gauge(
    'guardia_alerts_waiting_seconds',
    'How long the oldest alert has waited to be heard; 0: none waits.',
  );
  waiting.set(Math.max(0, desk.now() - ((await waitingSince(db)) ?? desk.now())) / 1000);
  await uptimeFigures(desk, gauge);
  await backupFigures(desk, gauge);
  await channelFigures(desk, gauge);
  const body = [await own.metrics(), await registry.metrics(), histogram(await lateness(db))].join('\n');
  return { body, type: own.contentType };
}

export type MakeGauge = (name: string, help: string, labelNames?: string[]) => Gauge;

/** How services are this month: what is not known is not there. */
async function uptimeFigures(desk: Pick<Desk, 'db' | 'rules' | 'now'>, gauge: MakeGauge): Promise<void> {
  const labels = ['plan', 'service'];
  const share = gauge('guardia_service_uptime_ratio', 'The share of the month that a service was up so far.', labels);
  const target = gauge('guardia_service_uptime_target_ratio', 'The share that is promised.', labels);
  const left = gauge('guardia_error_budget_left_seconds', 'What of the month’s error budget is left.', labels);
  const burn = gauge('guardia_error_budget_burn_rate', 'How fast it burns; 1 uses it up exactly in a month.', [
    ...labels,
    'window',
  ]);
  for (const one of await uptimesNow(desk)) {
    const { plan, service } = one;
    if (one.uptime !== null) share.set({ plan, service }, one.uptime);
    if (one.target !== null) target.set({ plan, service }, one.target);
    if (one.budget !== null) left.set({ plan, service }, one.budget.leftMs / 1000);
    for (const [window, rate] of Object.entries(one.burn ?? {}))
      if (rate !== null) burn.set({ plan, service, window }, rate);
  }
}

/** How late what was told in 30 days arrived, which is what Guardia promises of itself, and how its channels stand. */
async function channelFigures({ db, now }: Pick<Desk, 'db' | 'now'>, gauge: MakeGauge): Promise<void> {
  const since = now() - 30 * 86_400_000;
  const late = gauge('guardia_notification_lateness_quantile_seconds', 'How late messages of 30 days were.', [
    'quantile',
  ]);
  const all = await latenessOfAll(db, since);
  if (all !== null) for (const [quantile, ms] of quantiles(all)) late.set({ quantile }, ms / 1000);
  const of = ['plan', 'channel'];
  const each = gauge('guardia_channel_lateness_quantile_seconds', 'The same by channel.', [...of, 'quantile']);
  for (const { plan, channel, ...one } of await latenessSince(db, since))
    for (const [quantile, ms] of quantiles(one)) each.set({ plan, channel, quantile }, ms / 1000);
  const tries = gauge('guardia_channel_attempts', 'Attempts of 30 days to tell something.', [...of, 'outcome']);
  for (const { count, ...labels } of await attemptsSince(db, since)) tries.set(labels, count);
  const open = gauge('guardia_channel_open', '1: left alone for a while, or disabled.', of);
  for (const one of await outletsOf(
    db,
    (await listPlans(db)).map(({ slug }) => slug),
  ))
    open.set({ plan: one.plan, channel: one.name }, one.disabled_at !== null || (one.open_until ?? 0) > now() ? 1 : 0);
}

const quantiles = ({ p50, p99 }: { p50: number; p99: number }) =>
  [
    ['0.5', p50],
    ['0.99', p99],
  ] as const;

/** In the text format: prom-client's own histogram cannot be set to what a database has counted. */
function histogram({ buckets, sum, count }: { buckets: readonly number[]; sum: number; count: number }): string {
  const name = 'guardia_notification_lateness_seconds';
  return [
    `# HELP ${name} How long after it was due a notification was taken.`,
    `# TYPE ${name} histogram`,
    ...latenessBuckets.map((bound, index) => `${name}_bucket{le="${bound}"} ${buckets[index]}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
    '',
  ].join('\n');
}
