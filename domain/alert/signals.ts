import type { Plan } from '../plan.ts';

import { fromAlertmanager } from './alertmanager.ts';
import { fromEvent } from './events.ts';
import { fields, firstSaid, labelsIn, said } from './json.ts';
import type { Fields } from './json.ts';
import { fromPagerduty } from './pagerduty.ts';
import type { Dropped, Signal } from './signal.ts';

/** How something that was received is to be read. */
export type Form = 'alertmanager' | 'pagerduty' | 'events' | 'monitor';

const longestTitle = 200;
const longestText = 20_000;

/** What was received comes down to, in what the plan has. Keys of one sender are never those of another. */
export function signalsOf(plan: Plan, source: string, form: Form, body: Fields): (Signal | Dropped)[] {
  const name = source.replace(/^integration\//, '');
  if (form === 'monitor') return [within(plan, fromMonitor(source, body))];
  const all = form === 'alertmanager' ? fromAlertmanager(plan, name, body) : [single(plan, name, form, body)];
  return all.map((one) => {
    const scoped = { ...one, key: `${source}/${one.key}` };
    return scoped.action === 'drop' ? scoped : within(plan, scoped);
  });
}

const single = (plan: Plan, name: string, form: 'pagerduty' | 'events', body: Fields): Signal | Dropped =>
  form === 'pagerduty' ? fromPagerduty(plan, name, body) : fromEvent(plan, name, body);

/** Of what a monitor says of itself nothing need be there but its key. */
function fromMonitor(source: string, body: Fields): Signal {
  const key = firstSaid(body['key'], source)!;
  const action = (['trigger', 'acknowledge', 'resolve', 'comment'] as const).find((one) => one === body['action']);
  return {
    key,
    action: action ?? 'trigger',
    title: said(body['title']) ?? key,
    description: said(body['description']),
    severity: said(body['severity']),
    type: said(body['type']),
    service: said(body['service']),
    runbook: said(body['runbook']),
    policy: said(body['policy']),
    tier: said(body['tier']),
    source: said(body['source']) ?? source,
    labels: labelsIn(body['labels']),
    details: fields(body['details']),
  };
}

/** What the plan does not have is as if it had not been said; a line is a line. */
function within(plan: Plan, signal: Signal): Signal {
  return {
    ...signal,
    title: line(signal.title),
    description: signal.description?.slice(0, longestText) ?? null,
    severity: ofThese(signal.severity, Object.keys(plan.severities)),
    type: ofThese(signal.type, plan.types),
    service: ofThese(signal.service, Object.keys(plan.services)),
    runbook: ofThese(signal.runbook, Object.keys(plan.runbooks)),
    policy: ofThese(signal.policy, Object.keys(plan.policies)),
    tier: ofThese(signal.tier, Object.keys(plan.tiers)),
  };
}

const ofThese = (value: string | null | undefined, choices: readonly string[]): string | null =>
  value != null && choices.includes(value) ? value : null;

function line(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return plain.length <= longestTitle ? plain : `${plain.slice(0, longestTitle - 1)}…`;
}
