import { z } from 'zod';

import { may, must } from '../key.ts';
import * as word from '../words.ts';
import { count, flag, named, namesOf, strangers, titled, unknownSenders } from './shapes.ts';

/** Labels and their values; `*` stands for any text. */
export const labels = z.record(z.string(), word.text);

/** Where a webhook says what. */
const places = {
  key: may(word.text, 'By what the sender means the same again.', 'monitor.id'),
  title: may(word.text, 'What is wrong, in a line.', 'monitor.name'),
  description: may(word.text, 'More about it.', 'detail'),
  severity: may(word.text, 'How grave it is.', 'level'),
  status: may(word.text, 'Whether it is so, in hand or over.', 'monitor.state'),
  service: may(word.text, 'The service it is about.', 'monitor.group'),
  type: may(word.text, 'The type of the incident.', 'kind'),
};

/** By the sender's word: what the plan calls it. */
const valued = {
  severity: may(z.record(z.string(), word.nameOf('severity')), 'Severities.', { critical: 'P1' }),
  service: may(z.record(z.string(), word.nameOf('service')), 'Services.', { 'db-1': 'database' }),
  type: may(z.record(z.string(), word.nameOf('type')), 'Types.', { intrusion: 'security' }),
  status: may(
    z.record(z.string(), word.choice('trigger', 'acknowledge', 'resolve')),
    'What each status means; what is not named and none of the usual words is a trigger.',
    { down: 'trigger', up: 'resolve' },
  ),
};

/** The kinds of events that a program may want to hear of. */
const tellable = [
  'opened',
  'triaged',
  'assigned',
  'acknowledged',
  'escalated',
  'breached',
  'workaround',
  'held',
  'resumed',
  'resolved',
  'closed',
  'cancelled',
  'reopened',
  'reclassified',
  'merged',
] as const;

const integration = z.strictObject({
  ...titled,
  kind: must(
    word.choice('alertmanager', 'pagerduty', 'webhook', 'mail', 'slack', 'teams', 'sms', 'service'),
    'What speaks to Guardia, is told by it, or is depended upon.',
    'alertmanager',
  ),
  key: may(word.text, 'Its key; made when the plan is applied where it is left out.', '${PROMETHEUS_KEY}'),
  url: may(word.text, 'Where it is reached.', '${SLACK_URL}'),
  address: may(word.text, 'Of one of the kind `mail`: the address that it writes to.', 'alerts@shop.example'),
  'unknown senders': may(unknownSenders, strangers, 'refuse'),
  service: may(word.nameOf('service'), 'The service its alerts are about.', 'api'),
  severity: may(word.nameOf('severity'), 'The severity of what it is to open.', 'P2'),
  timeout: may(word.span, 'How long its answer is waited for.', '10s'),
  retries: may(count(0, 20), 'How often it is tried again.', 3),
  breaker: may(count(1, 1000), 'After how many failures in a row it is left alone for a while.', 5),
  fallback: may(
    word.text,
    'What is done while it fails: of what is told another of `integrations` or `email`, of a service in words.',
    'email',
    'Queue the calls',
  ),
  'per minute': may(
    count(1, 10_000),
    'How many messages it takes in a minute; what is more waits or is told together.',
    60,
  ),
  method: may(word.choice('GET', 'POST', 'PUT'), 'How a gateway for SMS is asked.', 'POST'),
  body: may(
    word.text,
    'What a gateway for SMS is sent, with {to} and {text}; JSON or a form.',
    '{"to":"{to}","text":"{text}"}',
  ),
  events: may(word.oneOrMore(word.choice(...tellable)), 'What it hears of, whatever incident it happens to.', [
    'opened',
    'resolved',
    'escalated',
  ]),
  types: may(namesOf('type'), 'Only tickets of these types; else all that everybody may see.', ['security']),
  routes: may(
    z.array(
      z.strictObject({
        when: must(labels, 'Labels of the alert, each with its value; `*` stands for any text.', { team: 'db' }),
        severity: may(word.nameOf('severity'), 'The severity of the incident.', 'P1'),
        type: may(word.nameOf('type'), 'Its type.', 'security'),
        service: may(word.nameOf('service'), 'The service.', 'database'),
        tier: may(word.nameOf('tier'), 'The tier whose promises hold.', 'premium'),
        escalation: may(
          word.nameOf('escalation'),
          'The escalation policy in place of the one of its severity.',
          'urgent',
        ),
        runbook: may(word.nameOf('runbook'), 'The runbook to follow.', 'RB-008'),
        drop: may(flag, 'Whether it is ignored.', true),
      }),
    ),
    'Which alert becomes what; the first that matches.',
    [{ when: { team: 'db' }, service: 'database' }],
  ),
  map: may(
    z.strictObject(places),
    'Where a webhook says what, each as a path such as monitor.name; else it is looked for under usual names.',
    { key: 'monitor.id', title: 'monitor.name', status: 'monitor.state' },
  ),
  values: may(
    z.strictObject(valued),
    'What the plan calls what the sender says: severities, services, types; and which status means what.',
    { severity: { critical: 'P1' }, status: { down: 'trigger', up: 'resolve' } },
  ),
  stale: may(word.span, 'An alert that was not heard of for so long is taken for forgotten.', '4h'),
  'when stale': may(
    word.choice('closes', 'asks'),
    'Whether such an alert is over, or whoever is in charge is asked; it is over where this is left out.',
    'asks',
  ),
});

const storm = z.strictObject({
  incidents: may(
    count(1, 100_000),
    'More new incidents of one service than so many are one; 10 where it is left out.',
    10,
  ),
  within: may(word.span, 'Within this time; a minute where it is left out.', '1m'),
});

export const integrationChapters = {
  integrations: may(named(integration), 'Other systems: that send alerts, that are told, that are depended upon.', {
    prometheus: { kind: 'alertmanager', severity: 'P2' },
  }),
  storm: may(storm, 'When many alerts at once become one incident.', { incidents: 10, within: '1m' }),
};
