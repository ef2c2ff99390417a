import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { flag, named, names, shortFor, texts, titled, who } from './shapes.ts';

const objective = z.strictObject({
  ...titled,
  group: may(word.text, 'Where it stands among the others.', 'Quality'),
  measure: may(word.measure, 'What is measured; its own name where it is left out.', 'mttr', 'first response'),
  target: may(word.bound, 'What it should be; without one it is only watched.', 'under 2h', 'at least 99.9%'),
  of: may(names, 'Of which services, severities, types or levels.', ['api']),
  per: may(word.choice('severity', 'type', 'service', 'level', 'tier', 'person'), 'Told apart by.', 'severity'),
  source: may(
    word.text,
    'Where it comes from, where Guardia does not know by itself: a check, a survey, an integration, a query.',
    'check api',
    'survey csat',
  ),
  every: may(word.every, 'How often it is looked at.', 'month'),
});

const risk = z.strictObject({
  ...titled,
  impact: must(word.choice('high', 'medium', 'low'), 'How bad it would be.', 'high'),
  likelihood: must(word.choice('high', 'medium', 'low'), 'How likely it is.', 'medium'),
  mitigation: must(texts, 'What is done about it.', ['Circuit breakers', 'Fallbacks']),
  owner: may(who, 'Who watches it.', 'tech-lead'),
});

const privacy = z.strictObject({
  laws: may(
    named(shortFor('description', word.text, z.strictObject(titled))),
    'The laws that are kept, and what they ask for.',
    { GDPR: 'The right to be forgotten, consent' },
  ),
  requests: may(word.span, 'How soon export and erasure are done on request.', '30 days'),
  retention: may(named(word.age), 'How long what is kept.', { tickets: '2 years' }),
  encryption: may(word.oneOrMore(word.choice('in transit', 'at rest')), 'When data is encrypted.', [
    'in transit',
    'at rest',
  ]),
  access: may(word.text, 'Who may see what.', 'By role'),
  consent: may(flag, 'Whether consent is recorded.', true),
  audit: may(word.text, 'What is logged.', 'Every action'),
});

const vulnerabilities = z.strictObject({
  sources: recorded(texts, 'Where they are heard of.', ['CVE bulletins']),
  due: may(named(word.target), 'How soon they are mitigated, by severity.', { P1: '2 days', P2: '7 days' }),
  procedure: may(word.nameOf('procedure'), 'How they are dealt with.', 'vulnerability'),
  owner: may(who, 'Who deals with them.', 'security'),
});

const logbook = z.strictObject({
  records: must(texts, 'What is written down.', ['Deployments', 'Incidents', 'Changes of configuration']),
});

export const managingChapters = {
  objectives: recorded(
    z.record(word.phraseKey, shortFor('target', word.bound, objective)),
    'KPIs and their targets. Of a single value, the measure tells whether it is the least or the most.',
    { uptime: '99.5%', 'first response': '4h', csat: 4.5 },
  ),
  risks: recorded(named(risk), 'What may go wrong, and what is done about it.', {
    integrations: { impact: 'high', likelihood: 'medium', mitigation: 'Circuit breakers' },
  }),
  privacy: recorded(privacy, 'How personal data is treated.', { laws: { GDPR: 'The right to be forgotten' } }),
  vulnerabilities: may(vulnerabilities, 'How weaknesses are found and mended.', {
    due: { P1: '2 days', P2: '7 days' },
  }),
  logbook: may(logbook, 'The one book in which changes are found.', { records: ['Deployments'] }),
  tools: recorded(named(texts), 'What is used for what.', { monitoring: ['Prometheus', 'Grafana'] }),
};
