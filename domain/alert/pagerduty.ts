import type { Plan } from '../plan.ts';

import { classify, described } from './classify.ts';
import { fields, firstSaid, labelsIn, said } from './json.ts';
import type { Fields } from './json.ts';
import type { Dropped, Signal } from './signal.ts';

export const pagerdutyActions = ['trigger', 'acknowledge', 'resolve'] as const;

/** What a client made for PagerDuty's Events API v2 says. Its routing key is not kept. */
export function fromPagerduty(plan: Plan, name: string, body: Fields): Signal | Dropped {
  const payload = fields(body['payload']);
  const { custom_details: custom, ...others } = payload;
  const labels = { ...labelsIn(custom), ...labelsIn(others), ...labelsIn({ client: body['client'] }) };
  const verdict = classify(plan, name, {
    labels,
    severity: said(payload['severity']),
    service: firstSaid(fields(custom)['service'], payload['component']),
    type: said(fields(custom)['type']),
  });
  const key = said(body['dedup_key']) ?? '';
  const title = firstSaid(payload['summary'], body['client']) ?? key;
  const action = pagerdutyActions.find((one) => one === body['event_action']) ?? 'trigger';
  if (verdict.drop) return { key, title, action: 'drop' };
  const { rule: _rule, drop: _drop, action: _todo, ...found } = verdict;
  return {
    key,
    action,
    title,
    ...found,
    description: described(
      firstSaid(fields(custom)['description'], typeof custom === 'string' ? custom : null),
      verdict,
    ),
    source: `integration/${name}`,
    labels,
    details: body,
  };
}

/** What is wrong with such an event, as PagerDuty says it; empty: nothing. A repetition may leave out what was said before. */
export function faultsOfPagerduty(body: Fields): string[] {
  const { event_action: action, payload, dedup_key: key } = body;
  if (!pagerdutyActions.some((one) => one === action))
    return ["'event_action' is missing or invalid (must be one of: 'trigger', 'acknowledge', 'resolve')"];
  const long = key != null && (typeof key !== 'string' || key.length > mostKey);
  return [
    ...(long ? [`'dedup_key' is invalid (must be a string of at most ${mostKey} characters)`] : []),
    ...(action === 'trigger' ? faultsOfTrigger(fields(payload)) : said(key) === null ? [missing('dedup_key')] : []),
  ];
}

function faultsOfTrigger({ summary, severity }: Fields): string[] {
  const unknown = severity != null && !severities.includes(severity as string);
  const choices = severities.map((one) => `'${one}'`).join(', ');
  return [
    ...(said(summary) === null ? [missing('payload.summary')] : []),
    ...(unknown ? [`'payload.severity' is invalid (must be one of the following: ${choices})`] : []),
  ];
}

const missing = (what: string): string => `'${what}' is missing or blank`;
const mostKey = 255;
const severities: readonly string[] = ['critical', 'error', 'warning', 'info'];
