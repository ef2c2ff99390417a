import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

import {
  incidentsByStatus,
  lateness,
  latenessBuckets,
  notificationsByOutcome,
  undecidableByPlan,
} from '../db/figures.ts';
import { counters } from '../db/settings.ts';

import type { Desk } from './desk.ts';

const own = new Registry();
collectDefaultMetrics({ register: own });

/** Figures for Prometheus. They are read from Postgres, so that they are those of all processes and outlive each. */
export async function metrics({ db }: Pick<Desk, 'db'>): Promise<{ body: string; type: string }> {
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
  const body = [await own.metrics(), await registry.metrics(), histogram(await lateness(db))].join('\n');
  return { body, type: own.contentType };
}

/** In the text format: prom-client's own histogram cannot be set to what a database has counted. */
function histogram({ buckets, sum, count }: { buckets: readonly number[]; sum: number; count: number }): string {
  const name = 'guardia_notification_lateness_seconds';
  return [
    `# HELP ${name} How long after it was due a notification was taken by the mail server.`,
    `# TYPE ${name} histogram`,
    ...latenessBuckets.map((bound, index) => `${name}_bucket{le="${bound}"} ${buckets[index]}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
    '',
  ].join('\n');
}
