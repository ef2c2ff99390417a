import type { Plan } from '../plan.ts';

import { classify, described } from './classify.ts';
import type { Verdict } from './classify.ts';
import { fields, firstSaid, labelsIn, list, said } from './json.ts';
import type { Fields } from './json.ts';
import type { Dropped, Signal } from './signal.ts';

interface Alert {
  readonly whole: Fields;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly firing: boolean;
  readonly verdict: Verdict;
}

/**
 * What Alertmanager (webhook version 4) or Grafana says of a group. Its alerts are told apart by the alert rule that they are
 * one of: each such part is one signal, which is over when all of its alerts are. Without a group each alert stands for itself.
 */
export function fromAlertmanager(plan: Plan, name: string, body: Fields): (Signal | Dropped)[] {
  const group = said(body['groupKey']);
  const parts = new Map<string, Alert[]>();
  for (const alert of list(body['alerts']).map((one) => alertOf(plan, name, fields(one)))) {
    const key = group === null ? fingerprint(alert) : partOf(group, alert);
    parts.set(key, [...(parts.get(key) ?? []), alert]);
  }
  return [...parts].map(([key, alerts]) => signalOf(plan, { name, key, body }, alerts));
}

function alertOf(plan: Plan, name: string, whole: Fields): Alert {
  const labels = labelsIn(whole['labels']);
  const verdict = classify(plan, name, {
    labels,
    severity: labels['severity'] ?? labels['priority'] ?? null,
    service: labels['service'] ?? null,
    type: labels['type'] ?? null,
  });
  return {
    whole,
    labels,
    annotations: labelsIn(whole['annotations']),
    firing: whole['status'] !== 'resolved',
    verdict,
  };
}

/** What the plan drops is a part of its own: nothing is open under it. */
const partOf = (group: string, { verdict: { rule, drop, type, service } }: Alert): string =>
  `${group}${drop ? '#drop' : `#${[rule, type, service].map((one) => one ?? '').join('/')}`}`.replace(/#\/\/$/, '');

const fingerprint = ({ whole, labels }: Alert): string =>
  said(whole['fingerprint']) ?? JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

interface Part {
  readonly name: string;
  readonly key: string;
  readonly body: Fields;
}

function signalOf(plan: Plan, { name, key, body }: Part, alerts: readonly Alert[]): Signal | Dropped {
  const firing = alerts.filter((one) => one.firing);
  const [first, ...others] = firing.length > 0 ? firing : alerts;
  const title = titleOf(first!, others, body);
  if (first!.verdict.drop) return { key, title, action: 'drop' };
  const order = Object.keys(plan.severities);
  const rank = ({ verdict }: Alert) => (verdict.severity === null ? order.length : order.indexOf(verdict.severity));
  const [gravest] = [first!, ...others].toSorted((a, b) => rank(a) - rank(b));
  const { severity, type, service, runbook, policy, tier } = gravest!.verdict;
  const plans = { severity, type, service, runbook, policy, tier };
  // What a post leaves out is no resolution: other alerts of the group may be still firing.
  const cut = Number(body['truncatedAlerts'] ?? 0) > 0;
  const action = firing.length > 0 || cut ? 'trigger' : 'resolve';
  return {
    key,
    action,
    title,
    ...plans,
    description: described(descriptionOf([first!, ...others]), first!.verdict),
    source: `integration/${name}`,
    labels: common([first!, ...others]),
    details: detailsOf(body, alerts),
  };
}

function titleOf(first: Alert, others: readonly Alert[], body: Fields): string {
  const summary = ({ annotations }: Alert) => firstSaid(annotations['summary'], annotations['title']);
  const alertname = first.labels['alertname'] ?? null;
  const own = summary(first);
  if (others.every((one) => summary(one) === own))
    return own ?? alertname ?? firstSaid(body['title'], body['message']) ?? 'Alert';
  return `${own ?? alertname ?? 'Alert'} (+${others.length})`;
}

const mostTold = 20;

function descriptionOf(alerts: readonly Alert[]): string | null {
  const all = alerts.map(({ annotations }) => firstSaid(annotations['description'], annotations['message']));
  const told = [...new Set(all.filter((one) => one !== null))].slice(0, mostTold);
  return told.length === 0 ? null : told.join('\n');
}

/** The labels that all of them have alike. */
function common([first, ...others]: readonly Alert[]): Record<string, string> {
  const alike = Object.entries(first!.labels).filter(([name, value]) =>
    others.every(({ labels }) => labels[name] === value),
  );
  return Object.fromEntries(alike);
}

const detailsOf = (body: Fields, alerts: readonly Alert[]): Fields => ({
  ...body,
  alerts: alerts.slice(0, mostTold).map(({ whole }) => whole),
  ...(alerts.length > mostTold && { moreAlerts: alerts.length - mostTold }),
});
