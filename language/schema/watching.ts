import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { integrationChapters, labels } from './integrations.ts';
import { count, flag, named, namesOf, texts, titled, variables, who } from './shapes.ts';

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
  for: may(word.span, 'For how long; of a share of failed results, over how long.', '5m'),
  source: may(word.text, 'Where it is seen: a check, an integration, or a query.', 'check api', 'prometheus'),
  query: may(word.text, 'The query, for a source that takes one.', 'rate(errors[5m]) > 0.05'),
  on: may(word.text, 'The database or the Prometheus that Guardia asks the query.', '${PROMETHEUS_URL}'),
  every: may(word.every, 'How often it is asked; every minute where it is left out.', '1m'),
  above: may(word.amount, 'It fires above this: what the query finds, or the share of failed results.', '5%', 100),
  below: may(word.amount, 'It fires below this.', 10),
  failures: may(count(1, 100), 'It fires after so many failures of its check in a row.', 2),
  match: may(
    labels,
    'Labels of the alerts that are meant, of a source that sends some; else they have its name or title.',
    {
      alertname: 'High*',
    },
  ),
  service: may(word.nameOf('service'), 'The service it is about.', 'api'),
  opens: may(word.nameOf('severity'), 'The severity of the incident it opens.', 'P2'),
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

export const watchingChapters = {
  services: may(named(service), 'What is supported.', { api: { title: 'API', uptime: '99.9%' } }),
  checks: may(named(check), 'What is looked at regularly; enough failures in a row open an incident.', {
    api: { every: '5m', http: '${APP_URL}/api/health', under: '3s', fails: 3, opens: 'P1' },
  }),
  alerts: may(named(alert), 'Alert rules: what must not be, and which incident it opens.', {
    'high-error-rate': { when: 'error rate above 5%', for: '5m', source: 'check api', opens: 'P2' },
  }),
  heartbeats: may(named(heartbeat), 'What must be heard of regularly; silence opens an incident.', {
    nightly: { every: '1 day', grace: '30m', opens: 'P2' },
  }),
  ...integrationChapters,
};
