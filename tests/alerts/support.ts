import { receive } from '../../db/received.ts';
import type { Received } from '../../db/received.ts';
import { hear } from '../../services/alert/hear.ts';
import { shopPlan } from '../domain/support.ts';
import { startShop } from '../services/support.ts';

export type Watched = Awaited<ReturnType<typeof startWatched>>;

export const watching = `
runbooks:
  errors: runbooks/errors.md
integrations:
  prometheus:
    title: Prometheus
    kind: alertmanager
    key: "\${PROMETHEUS_KEY}"
    severity: P3
    values: { severity: { critical: P1, warning: P2 } }
    stale: 4h
    routes:
      - { when: { team: noise }, drop: true }
      - { when: { team: "db*" }, severity: P2, escalation: desk }
  pager: { title: Pager, kind: pagerduty, key: "\${PAGER_KEY}", stale: 2h, when stale: asks }
  forms:
    kind: webhook
    key: "\${FORMS_KEY}"
    map: { key: monitor.id, title: monitor.name, status: state }
    values: { status: { "0": trigger, "1": resolve } }
alerts:
  high-error-rate:
    title: High Error Rate
    when: more than 5% of requests fail
    source: prometheus
    service: app
    opens: P1
    runbook: errors
  intrusion: { when: any, source: prometheus, match: { category: "sec*" }, type: security, opens: P2 }
`;
export const watchedPlan = (change: (text: string) => string = (text) => text) =>
  shopPlan((text) => change(`${text}${watching}`.replace('runbooks:\n  errors: runbooks/errors.md\n', runbooks)));
const runbooks = 'runbooks:\n  errors: runbooks/errors.md\n';

export const env = { PROMETHEUS_KEY: 'prometheus-key', PAGER_KEY: 'pager-key', FORMS_KEY: 'forms-key' };

/** The shop with what watches it; `says` receives something and hears it. */
export async function startWatched(plan = watchedPlan()) {
  const shop = await startShop(plan);
  const receives = (source: string, form: Received['form'], ...bodies: object[]) =>
    receive(
      shop.db,
      bodies.map((body) => ({ plan: 'shop', source, form, body, at: shop.desk.now() })),
    );
  const alerts = (reference?: string) =>
    shop.db
      .selectFrom('alert')
      .selectAll()
      .$if(reference !== undefined, (query) => query.where('reference', '=', reference!))
      .orderBy('first_at')
      .orderBy('key')
      .execute();
  return {
    ...shop,
    receives,
    alerts,
    hear: () => hear(shop.desk),
    pager: async (...events: object[]) => {
      await receives('integration/pager', 'pagerduty', ...events);
      await hear(shop.desk);
    },
    prometheus: async (...posts: object[]) => {
      await receives('integration/prometheus', 'alertmanager', ...posts);
      await hear(shop.desk);
    },
    forms: async (...events: object[]) => {
      await receives('integration/forms', 'events', ...events);
      await hear(shop.desk);
    },
    all: () => shop.db.selectFrom('incident').selectAll().orderBy('opened_at').orderBy('reference').execute(),
    outcomes: async () =>
      (await shop.db.selectFrom('received').selectAll().orderBy('id').execute()).map(({ outcome, error }) => ({
        outcome,
        error,
      })),
  };
}

/** An event as PagerDuty's clients send it, without its routing key. */
export const event = (dedupKey: string, action = 'trigger', payload: object = {}) => ({
  event_action: action,
  dedup_key: dedupKey,
  ...(action === 'trigger' && {
    payload: { summary: `${dedupKey} is down`, source: 'host-1', severity: 'critical', ...payload },
  }),
});

/** A group as Alertmanager posts it. */
export const group = (groupKey: string, ...alerts: object[]) => ({
  version: '4',
  groupKey,
  truncatedAlerts: 0,
  status: alerts.some((one) => Reflect.get(one, 'status') === 'firing') ? 'firing' : 'resolved',
  receiver: 'guardia',
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://prometheus.example',
  alerts,
});

export const alert = (
  labels: Record<string, string>,
  annotations: Record<string, string> = {},
  status: 'firing' | 'resolved' = 'firing',
) => ({
  status,
  labels,
  annotations,
  startsAt: '2026-11-22T10:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph',
  fingerprint: JSON.stringify(labels),
});

export const acknowledgedIn = ({ state }: { state: { acknowledgedAt: number | null } }): boolean =>
  state.acknowledgedAt !== null;
