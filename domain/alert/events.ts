import type { Plan } from '../plan.ts';

import { classify, described } from './classify.ts';
import { at, firstSaid, labelsIn, said } from './json.ts';
import type { Fields } from './json.ts';
import type { Dropped, Signal } from './signal.ts';

/** What can be found in an event: where the plan says, else by the names that most senders have for it. */
const usual = {
  key: ['dedup_key', 'dedupKey', 'key', 'incident_key', 'fingerprint', 'id'],
  title: ['title', 'summary', 'name', 'subject', 'message', 'text'],
  description: ['description', 'details', 'body', 'message', 'text'],
  severity: ['severity', 'priority', 'level'],
  status: ['status', 'state', 'event_action', 'action', 'event'],
  service: ['service', 'component'],
  type: ['type'],
} as const;

type EventField = keyof typeof usual;

/** What comes as JSON or as a form with fields of its own, mapped by the plan. What has no key is known by its title. */
export function fromEvent(plan: Plan, name: string, body: Fields): Signal | Dropped {
  const integration = plan.integrations[name];
  const find = (field: EventField): string | null => {
    const path = integration?.map[field];
    return path === undefined ? firstSaid(...usual[field].map((one) => at(body, one))) : said(at(body, path));
  };
  const labels = labelsIn(body);
  const title = find('title') ?? integration?.title ?? name;
  const key = find('key') ?? title;
  const verdict = classify(plan, name, {
    labels,
    severity: find('severity'),
    service: find('service'),
    type: find('type'),
  });
  if (verdict.drop) return { key, title, action: 'drop' };
  const { rule: _rule, drop: _drop, action: _todo, ...found } = verdict;
  return {
    key,
    title,
    ...found,
    action: actionOf(find('status'), integration?.values['status'] ?? {}),
    description: described(find('description'), verdict),
    source: `integration/${name}`,
    labels,
    details: body,
  };
}

const over = ['resolved', 'resolve', 'ok', 'up', 'recovered', 'recovery', 'closed', 'close', 'normal', 'inactive'];
const inHand = ['acknowledged', 'acknowledge', 'ack', 'acked'];

function actionOf(status: string | null, values: Readonly<Record<string, string>>): Signal['action'] {
  const word = (status === null || !Object.hasOwn(values, status) ? status : values[status]!)?.toLowerCase() ?? '';
  if (over.includes(word)) return 'resolve';
  return inHand.includes(word) ? 'acknowledge' : 'trigger';
}
