import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { count, flag, named, namesOf, strangers, texts, titled, unknownSenders, who } from './shapes.ts';

const service = z.strictObject({
  ...titled,
  'part of': may(word.nameOf('service'), 'The service that it is a part of.', 'app'),
  'depends on': may(namesOf('service'), 'The services it cannot do without.', ['database']),
  uptime: may(word.percent, 'The share of each month that it is promised to be up.', '99.9%'),
  maintenance: may(
    word.choice('counts', 'does not count'),
    'Whether announced maintenance counts as down; it does not where this is left out.',
    'does not count',
  ),
  owner: recorded(who, 'Who answers for it.', 'tech-lead'),
  provider: recorded(word.text, 'Who runs it, where others do.', 'Twilio'),
  critical: recorded(flag, 'Whether it is a critical function.', true),
});

/** Where a check looks; exactly one of them. */
const probes = {
  http: may(word.text, 'An address to ask.', '${APP_URL}/api/health'),
  tcp: may(word.text, 'A host and port to connect to.', 'db.shop.example:5432'),
  sql: may(word.text, 'A query; `on` says where.', 'SELECT 1'),
  tls: may(word.text, 'A host whose certificate is looked at.', 'shop.example'),
  fresh: may(word.text, 'What has a time: a query, an address or a file.', 'SELECT max(at) FROM sync'),
  command: may(texts, 'A program and its arguments; 0 is good.', ['./import.sh', '--dry-run']),
  host: may(word.choice('cpu', 'memory', 'disk', 'network'), 'What of the machine itself.', 'cpu'),
  prometheus: may(word.text, 'A query of Prometheus.', 'rate(errors[5m])'),
};
export const probeKeys = Object.keys(probes) as (keyof typeof probes)[];

const variables = word.oneOrMore(
  word.matching(
    'name',
    'the name of a variable',
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    (written) => `\`${written}\` is not the name of a variable: write it like IMPORT_TOKEN`,
  ),
);

const check = z
  .strictObject({
    ...titled,
    ...probes,
    service: may(word.nameOf('service'), 'What it watches: one of `services`.', 'api'),
    every: must(word.every, 'How often.', '5m'),
    'on change of': may(texts, 'What else makes it look; with `every: on change` only that.', ['The source sheets']),
    on: may(word.text, 'The database or Prometheus that is asked, or the machine it runs on.', '${DATABASE_URL}'),
    under: may(word.span, 'It must answer sooner than this.', '3s'),
    below: may(word.amount, 'What is measured must stay below this: a share or a number.', '70%', 100),
    above: may(word.amount, 'What is measured must stay above this.', 10),
    younger: may(word.span, 'What has a time must be younger than this.', '25h'),
    'expires within': may(
      word.span,
      'A certificate must be good for longer than this; 14 days where it is left out.',
      '14 days',
    ),
    environment: may(variables, 'The variables of the environment that a command sees.', ['IMPORT_TOKEN']),
    expect: may(
      z.strictObject({
        status: may(count(100, 599), 'The status of the answer.', 200),
        body: may(word.text, 'What the answer contains.', 'ok'),
        json: may(word.text, 'A JSON path that must be true.', '$.healthy'),
      }),
      'What a good answer is.',
      { status: 200 },
    ),
    fails: may(count(1, 100), 'How many failures in a row open an incident; 1 where it is left out.', 3),
    opens: may(word.nameOf('severity'), 'The severity of the incident; without it there is none.', 'P1'),
    recovery: may(word.choice('resolves', 'comments'), 'What its recovery does to that incident.', 'resolves'),
    runbook: may(word.nameOf('runbook'), 'The runbook to follow.', 'RB-001'),
  })
  .refine((one) => probeKeys.filter((key) => one[key] !== undefined).length === 1, {
    error: `a check looks at one thing: give it one of ${probeKeys.map((key) => `\`${key}\``).join(', ')}`,
  });

const alert = z.strictObject({
  ...titled,
  when: must(word.text, 'What must be true.', 'error rate above 5%'),
  for: may(word.span, 'For how long.', '5m'),
  source: may(word.text, 'Where it is seen: a check, an integration, or a query.', 'check api', 'prometheus'),
  query: may(word.text, 'The query, for a source that takes one.', 'rate(errors[5m]) > 0.05'),
  on: may(word.text, 'The database or the Prometheus that Guardia asks the query.', '${PROMETHEUS_URL}'),
  every: may(word.every, 'How often it is asked; every minute where it is left out.', '1m'),
  above: may(word.amount, 'It fires above this: what the query finds, or the share of failed results.', '5%', 100),
  below: may(word.amount, 'It fires below this.', 10),
  failures: may(count(1, 100), 'It fires after so many failures of its check in a row.', 2),
  service: may(word.nameOf('service'), 'The service it is about.', 'api'),
  opens: may(word.nameOf('severity'), 'The severity of the incident it is to open.', 'P2'),
  type: may(word.nameOf('type'), 'The type of that incident.', 'security'),
  action: may(word.text, 'What is done about it.', 'Look into it at once'),
  runbook: may(word.nameOf('runbook'), 'The runbook to follow.', 'RB-008'),
});

const heartbeat = z.strictObject({
  ...titled,
  every: must(word.every, 'How often it is expected.', '1 day'),
  grace: may(
    word.span,
    'How late it may be, and how long a run may take; a tenth of `every` where it is left out, an hour at most.',
    '30m',
  ),
  key: may(word.text, 'Its key; made when the plan is applied where it is left out.', '${NIGHTLY_KEY}'),
  service: may(word.nameOf('service'), 'The service it is about.', 'sync'),
  opens: may(
    word.nameOf('severity'),
    'The severity of the incident that a missing or failed one opens; nothing where it is left out.',
    'P2',
  ),
});

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
  routes: recorded(
    z.array(
      z.strictObject({
        when: must(z.record(z.string(), word.text), 'Labels of the alert.', { team: 'db' }),
        severity: may(word.nameOf('severity'), 'The severity of the incident.', 'P1'),
        service: may(word.nameOf('service'), 'The service.', 'database'),
        drop: may(flag, 'Whether it is ignored.', true),
      }),
    ),
    'Which alert becomes what; the first that matches.',
    [{ when: { team: 'db' }, service: 'database' }],
  ),
});

export const watchingChapters = {
  services: may(named(service), 'What is supported.', { api: { title: 'API', uptime: '99.9%' } }),
  checks: may(named(check), 'What is looked at regularly; enough failures in a row open an incident.', {
    api: { every: '5m', http: '${APP_URL}/api/health', under: '3s', fails: 3, opens: 'P1' },
  }),
  alerts: recorded(named(alert), 'Alert rules: what must not be, and which incident it is to open.', {
    'high-error-rate': { when: 'error rate above 5%', for: '5m', source: 'check api', opens: 'P2' },
  }),
  heartbeats: may(named(heartbeat), 'What must be heard of regularly; silence opens an incident.', {
    nightly: { every: '1 day', grace: '30m', opens: 'P2' },
  }),
  integrations: may(named(integration), 'Other systems: that send alerts, that are told, that are depended upon.', {
    prometheus: { kind: 'alertmanager', severity: 'P2' },
  }),
};
