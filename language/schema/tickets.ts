import { z } from 'zod';

import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { promises } from './promises.ts';
import {
  conditions,
  count,
  flag,
  named,
  namedOrListed,
  names,
  namesOf,
  shortFor,
  texts,
  titled,
  who,
} from './shapes.ts';

const type = z.strictObject({
  ...titled,
  for: may(who, 'Only these may see such tickets.', 'security-team'),
});

const category = z.strictObject({
  ...titled,
  type: may(word.nameOf('type'), 'The type of its tickets, unless the report says another.', 'question'),
  severity: may(word.nameOf('severity'), 'The severity of its tickets, unless the report says another.', 'P3'),
  team: may(who, 'Who takes care of them: of a level, its tickets begin there.', 'level N2'),
  runbook: may(word.nameOf('runbook'), 'The runbook to follow: one of `runbooks`.', 'RB-001'),
  article: may(word.nameOf('article'), 'What helps with them: one of `articles`.', 'login'),
});

const field = z
  .strictObject({
    ...titled,
    type: must(word.choice('text', 'number', 'date', 'choice', 'yes or no', 'link'), 'What is filled in.', 'text'),
    options: may(texts, 'The choices; goes with `type: choice`.', ['web', 'phone']),
    types: may(namesOf('type'), 'Only on tickets of these types.', ['incident']),
    required: may(flag, 'Whether people cannot open a ticket without it.', true),
  })
  .refine(({ type: kind, options = [] }) => (kind === 'choice') === options.length > 0, {
    error: '`type: choice` and `options` go together, such as `type: choice, options: [web, phone]`',
  });

const postmortem = z.strictObject({
  within: must(word.target, 'How soon it is owed.', '24h'),
  from: may(
    word.choice('resolution', 'opening'),
    'What that counts from; the resolution where it is left out.',
    'opening',
  ),
});

const clock = z.strictObject({
  ...titled,
  when: may(z.strictObject(conditions), 'Which tickets it is for; all of them where it is left out.', {
    type: 'security',
  }),
  from: may(
    word.choice('opening', 'acknowledge', 'triage', 'resolution'),
    'What it counts from: the opening where it is left out, the first acknowledgement or triage, or the resolution.',
    'opening',
  ),
  within: must(word.promise, 'How soon it must be done.', '72h'),
  calendar: may(
    word.nameOf('calendar'),
    'The calendar on which the time counts; `always` where it is left out.',
    'office',
  ),
});

const severity = z.strictObject({
  ...titled,
  types: may(namesOf('type'), 'Only tickets of these types have it; all may where it is left out.', ['incident']),
  ...promises,
  postmortem: may(
    shortFor('within', word.target, postmortem),
    'How soon after it is resolved its post-mortem is owed; the long form can count from the opening.',
    '24h',
    { within: '24h', from: 'opening' },
  ),
  escalation: may(word.nameOf('escalation'), 'Who is told when: one of `escalation`.', 'critical'),
  runbook: may(word.nameOf('runbook'), 'The runbook to follow: one of `runbooks`.', 'RB-005'),
  examples: recorded(texts, 'What is of this severity, by example.', ['Nobody can sign in']),
});

const row = z
  .strictObject({
    when: must(
      z.strictObject({
        ...conditions,
        level: may(namesOf('level'), 'Only tickets at this level of support.', 'N1'),
        service: may(namesOf('service'), 'Only tickets about this service.', 'api'),
      }),
      'Which tickets the row is for; all of them where nothing is named.',
      { severity: 'P1', tier: 'premium' },
    ),
    from: may(
      word.choice('opening', 'level', 'acknowledge', 'triage'),
      'From when the time counts: the opening where it is left out, the arrival at the level, or the first acknowledgement or triage.',
      'level',
    ),
    ...promises,
  })
  .refine((one) => [one.response, one.resolution, one.containment, one.update].some((value) => value !== undefined), {
    error: 'the row promises nothing: give it a response or a resolution',
  });

const pause = z.strictObject({
  ...titled,
  stops: must(
    namesOf('clock'),
    'Which clocks stand still: `response`, `level`, `containment`, `resolution`, `update`, `postmortem` or one of `clocks`.',
    ['resolution'],
  ),
  ends: may(
    word.choice('reply', 'resume', 'appointment', 'maintenance'),
    'What ends it: an answer of the requester, a person, the appointment, the end of the maintenance.',
    'reply',
  ),
  'at most': may(word.span, 'After how long it ends by itself.', '5 days'),
});

const step = z
  .strictObject({
    at: must(
      word.stepAt,
      'When it is taken: at the opening, at a share of a clock of the ticket, or some time after the opening.',
      'opening',
      '50% of response',
      '100% of update',
      '30m',
    ),
    tell: must(
      who,
      'Who is told: people, roles, `assignee`, `customer contact`, `rotation primary`, `level N2 lead` …',
      ['support', 'assignee'],
    ),
    repeat: may(word.repeat, 'How often it is told again; goes with `at most`.', 'every 15m until acknowledged'),
    'at most': may(count(1, 1000), 'How many times it is told again; goes with `repeat`.', 3),
    via: recorded(namesOf('channel'), 'Through which channels.', ['email', 'phone']),
    calendar: may(word.nameOf('calendar'), 'Only in these hours; outside them the next step is taken.', 'office'),
  })
  .refine((one) => (one.repeat === undefined) === (one['at most'] === undefined), {
    error: '`repeat` and `at most` go together, such as `repeat: every 15m until acknowledged, at most: 3`',
  })
  .refine(({ tell }) => tell.length > 0, { error: 'the step tells nobody', path: ['tell'] });

const policy = z.strictObject({
  ...titled,
  steps: must(z.array(step), 'The steps, in their order.', [{ at: 'opening', tell: 'support' }]),
  lapses: may(
    word.span,
    'After how long without anything done an acknowledgement lapses; never where it is left out.',
    '30m',
  ),
  exhausted: may(
    who,
    'Who is told when every step was taken in vain; the emergency contacts where it is left out.',
    'emergency contacts',
  ),
});

const phase = z.strictObject({
  ...titled,
  ...conditions,
  from: may(names, 'The phases that one comes to it from; any where it is left out.', ['triaged']),
  within: may(word.spanRange, 'Its time box, counted from the opening: from when to when.', '15m..60m', '30m'),
  steps: may(texts, 'What is done in it.', ['Read the logs', 'Find the cause']),
  owner: may(who, 'Who leads it.', 'tech-lead'),
  'needed to close': may(flag, 'Whether a ticket cannot be closed without it.', true),
});

export const ticketChapters = {
  types: may(namedOrListed(type), 'The types of tickets.', ['incident', 'request']),
  categories: may(namedOrListed(category), 'What tickets are about.', ['login', 'billing']),
  impacts: may(namedOrListed(z.strictObject(titled)), 'How much is affected, the most first.', ['everybody', 'one']),
  fields: may(named(field), 'What else a ticket records.', { loan: { type: 'text', types: ['incident'] } }),
  severities: must(
    named(severity).refine((all) => Object.keys(all).length > 0, { error: 'a plan has at least one severity' }),
    'How bad it is, the worst first, and what is promised.',
    { P1: { title: 'Critical', response: '1h', resolution: '4h' } },
  ),
  targets: may(
    z.array(row),
    'Promises that depend on several things at once; a row does not take the calendar of its severity.',
    [{ when: { type: 'request', tier: 'premium' }, response: '4h' }],
  ),
  combine: may(
    word.choice('strictest', 'severity', 'tier', 'first'),
    'Which promise holds where several match; `strictest` where it is left out.',
    'strictest',
  ),
  clocks: may(named(clock), 'Promises about time of the plan itself, kept by the act `fulfil`.', {
    'authority-72h': { title: 'Notify the authority', when: { type: 'security' }, within: '72h' },
  }),
  pauses: may(named(pause), 'What makes a ticket wait, and which clocks then stand still.', {
    'waiting-for-customer': { stops: ['resolution'], ends: 'reply', 'at most': '5 days' },
  }),
  escalation: may(
    named(shortFor('steps', z.array(step), policy)),
    'Escalation policies: who is told when, until somebody acknowledges.',
    { critical: [{ at: 'opening', tell: 'support' }] },
  ),
  phases: may(named(phase), 'The phases of the work on a ticket, in their order.', {
    detection: { type: 'incident', within: '0m..15m', steps: ['Judge the severity'] },
  }),
  reopen: may(word.span, 'For how long after it was resolved a ticket can be reopened; 7 days otherwise.', '7 days'),
};
