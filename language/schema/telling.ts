import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { conditions, count, during, flag, named, namesOf, texts, titled, who } from './shapes.ts';

const telling = z.strictObject({
  when: must(z.strictObject(conditions), 'Which tickets it is for.', { severity: 'P1' }),
  tell: must(who, 'Who is told: `all users`, `affected users`, a role …', ['all users']),
  at: may(
    word.choice('opening', 'acknowledge', 'workaround', 'resolution', 'closing', 'release'),
    'When the first message goes out.',
    'opening',
  ),
  within: may(word.span, 'How soon it must have gone out.', '15m'),
  every: may(
    word.span,
    'How often news are owed until it is solved: the clock `update`, from the first answer on.',
    '30m',
  ),
  via: may(
    namesOf('channel'),
    'Through which channels: what is also one of `integrations` is posted there, all others are mail.',
    ['email', 'slack'],
  ),
  template: may(word.nameOf('template'), 'The first message: one of `templates`.', 'incident-opened'),
  update: may(word.nameOf('template'), 'The updates: one of `templates`.', 'incident-update'),
  closing: may(word.nameOf('template'), 'The last message: one of `templates`.', 'incident-resolved'),
});

const template = z.strictObject({
  ...titled,
  subject: may(word.text, 'The first line.', 'We are working on {title}'),
  body: must(
    word.text,
    'The text, with names in braces: {title}, {reference}, {severity}, {at}, {next}, {from}, {to}, {version} …',
    'We know about {title} and will write by {next}.',
  ),
});

const survey = z.strictObject({
  ...titled,
  after: must(word.choice('resolution', 'closing'), 'When it is sent.', 'closing'),
  types: may(namesOf('type'), 'Only after tickets of these types.', ['incident']),
  question: may(word.text, 'What is asked.', 'How satisfied are you?'),
  'out of': may(count(2, 10), 'The best mark; the worst is 1.', 5),
  valid: may(word.span, 'For how long it can be answered.', '14 days'),
});

const report = z.strictObject({
  ...titled,
  every: must(word.every, 'When it is made.', 'first day of the month 08:00'),
  to: must(who, 'Who receives it.', ['management']),
  sections: may(texts, 'What is in it.', ['Summary', 'Tickets by priority', 'Uptime']),
  template: may(word.text, 'The text it is made of, or the Markdown file that has it.', 'reports/monthly.md'),
  formats: may(word.oneOrMore(word.choice('page', 'pdf', 'markdown')), 'As what.', ['page', 'pdf']),
  while: may(during, 'Only while this procedure runs.', 'rollout', { procedure: 'rollout', on: 'weeks 5-6' }),
});

const statusPage = z.strictObject({
  title: may(word.text, 'Its title.', 'Shop status'),
  components: may(namesOf('service'), 'The services it shows.', ['api', 'app']),
  subscribe: may(word.oneOrMore(word.choice('email', 'feed')), 'How one can follow it.', ['email', 'feed']),
  history: may(word.span, 'How far back it shows uptime.', '90 days'),
  public: may(flag, 'Whether it can be seen without signing in.', true),
});

const probe = z.strictObject({
  every: must(word.every, 'How often.', '1h'),
  to: must(who, 'Who gets it: a person, a role, or one of `integrations`.', 'ana', 'integration chat'),
  within: may(word.span, 'How soon it must have been delivered; 2 minutes where it is left out.', '2m'),
  opens: may(word.nameOf('severity'), 'The severity of the incident that is opened otherwise; else the gravest.', 'P2'),
});

export const tellingChapters = {
  communication: may(z.array(telling), 'Who is to be told about tickets, by severity, and how often.', [
    { when: { severity: 'P1' }, tell: 'all users', every: '30m' },
  ]),
  probe: may(
    probe,
    'A message that only shows that messages arrive; where it does not, an incident says so by every other way.',
    {
      every: '1h',
      to: 'ana',
    },
  ),
  templates: may(named(template), 'Messages in the words of the plan.', {
    'incident-opened': { body: 'We know about {title}.' },
  }),
  surveys: may(named(survey), 'What requesters are asked afterwards; of several that fit, the first.', {
    csat: { after: 'closing' },
  }),
  reports: recorded(named(report), 'What is to be reported, to whom and when.', {
    monthly: { every: 'first day of the month 08:00', to: 'management' },
  }),
  'status page': recorded(statusPage, 'What the public is to see.', { components: ['api'] }),
};
