import { z } from 'zod';

import { may, must } from '../key.ts';
import * as step from '../step-words.ts';
import * as word from '../words.ts';
import { conditions, count, during, flag, named, names, namesOf, texts, titled, who } from './shapes.ts';

const review = z.strictObject({
  ...titled,
  every: must(word.every, 'When; 09:00 where no time is named.', 'quarter', 'first business day of the month 09:00'),
  owner: must(who, 'Who does it: they are given a ticket and told.', 'tech-lead'),
  checklist: may(texts, 'What is looked at.', ['Are the deadlines still right?', 'Are the contacts?']),
  within: may(word.target, 'How soon it must be done.', '2 business days'),
  calendar: may(word.nameOf('calendar'), 'The calendar on which that time counts.', 'office'),
  severity: may(word.nameOf('severity'), 'The severity of its ticket; the last one where it is left out.', 'P4'),
  type: may(word.nameOf('type'), 'The type of its ticket; `task` where it is left out.', 'task'),
  finds: may(
    word.choice('anomalies'),
    'What is looked for beforehand and listed on its ticket: what was unusual since the last time.',
    'anomalies',
  ),
  'on change of': may(texts, 'What else brings it about: told by `guardia change`.', ['The source sheets']),
  gives: may(texts, 'What it leaves behind as evidence.', ['A report']),
});

/** What a step does; exactly one of them. */
const acts = {
  do: may(texts, 'Something that a person does and ticks.', 'Read the logs'),
  decide: may(word.text, 'A question that a person answers.', 'Roll back?'),
  approve: may(word.text, 'Something that a person agrees to.', 'The release may go out'),
  run: may(texts, 'A program and its arguments; no shell.', ['./revert.sh']),
  check: may(word.nameOf('check'), 'One of `checks`, which must be good.', 'api'),
  sql: may(word.text, 'A query.', 'SELECT count(*) FROM trip'),
  http: may(word.text, 'An address that must answer well.', '${APP_URL}/api/health'),
  wait: may(step.wait, 'A span, or `window`: the next maintenance window.', '30m', 'window'),
  tell: may(who, 'Who is told.', ['stakeholders']),
  maintenance: may(word.choice('on', 'off'), 'Maintenance mode.', 'on'),
  degraded: may(word.choice('on', 'off'), 'Degraded mode.', 'on'),
  flag: may(word.text, 'A feature flag and what it becomes.', 'calendar-sync off', '{flag} on'),
  open: may(word.nameOf('severity'), 'An incident of this severity.', 'P2'),
  call: may(word.nameOf('procedure'), 'Another of `procedures`.', 'rollback'),
  backup: may(word.nameOf('backup'), 'One of `backups`, made now.', 'database'),
  restore: may(word.nameOf('backup'), 'One of `backups`, restored.', 'database'),
};
export const actKeys = Object.keys(acts) as (keyof typeof acts)[];

const oneStep = z
  .strictObject({
    name: may(word.name, 'How other steps refer to it.', 'deploy'),
    ...titled,
    ...acts,
    on: may(word.position, 'In a programme: which day.', 'week 1 day 1-2', 'weeks 5-6'),
    after: may(names, 'The steps that must be done before; the one above where it is left out.', ['deploy'], []),
    owner: may(who, 'Who does it; the owner of the procedure where it is left out.', 'tech-lead'),
    within: may(word.span, 'Its time box.', '15m'),
    escalation: may(word.nameOf('escalation'), 'Who is told when it takes longer.', 'critical'),
    gives: may(texts, 'What it leaves behind.', ['A test report']),
    criteria: may(texts, 'When it has succeeded.', ['Error rate below 1%']),
    database: may(
      word.text,
      'For `sql`: the database; the only one of `checks` where it is left out.',
      '${APP_DATABASE_URL}',
    ),
    template: may(word.nameOf('template'), 'For `tell`: one of `templates`.', 'maintenance-planned'),
    'on failure': may(step.onFailure, '`stop`, `undo`, `continue`, or `open` and a severity.', 'undo', 'open P2'),
    undo: may(texts, 'How it is undone.', ['./revert.sh']),
    'undo takes': may(word.span, 'How long that takes.', '5m'),
    retry: may(count(1, 100), 'How often it is tried again.', 2),
    idempotent: may(flag, 'Whether it may run twice.', true),
    'runs on': may(word.name, 'The machine it runs on.', 'db1'),
    'not by': may(word.name, 'The step whose owner may not do this one.', 'review'),
  })
  .refine((one) => actKeys.filter((key) => one[key] !== undefined).length === 1, {
    error: `a step does one thing: give it one of ${actKeys.map((key) => `\`${key}\``).join(', ')}`,
  });

const procedure = z.strictObject({
  ...titled,
  when: may(z.strictObject(conditions), 'The tickets that it is offered for.', { type: 'security' }),
  every: may(word.every, 'How often it is begun.', 'month'),
  while: may(during, 'Only while another runs.', 'rollout', { procedure: 'rollout', on: 'weeks 5-6' }),
  starts: may(word.date, 'The first day of a programme.', '2026-01-12'),
  triggers: may(texts, 'What brings it about.', ['A critical bug in production']),
  asks: may(named(word.text), 'What is asked when it is begun; its steps use the answers by their names in braces.', {
    flag: 'Which feature flag?',
  }),
  owner: may(who, 'Who leads it.', 'tech-lead'),
  within: may(word.span, 'How long it may take in all.', '1h'),
  postmortem: may(word.target, 'How soon after it a post-mortem is owed.', '24h'),
  steps: must(z.array(oneStep), 'What is done, in this order.', [{ decide: 'Roll back?', owner: 'tech-lead' }]),
});

const runbook = z.strictObject({
  ...titled,
  ...conditions,
  file: must(word.file, 'The Markdown file, beside the plan.', 'runbooks/shop/database.md'),
  service: may(namesOf('service'), 'Only for tickets about this service.', 'database'),
  owner: may(who, 'Who keeps it up to date.', 'devops'),
  review: may(word.every, 'How often it is looked over: its owner is given a ticket.', 'quarter'),
});

const runbooks = named(z.union([word.file.transform((file): z.output<typeof runbook> => ({ file })), runbook]));

export const workChapters = {
  reviews: may(named(review), 'Reviews and audits: each time it is due its owner is given a ticket.', {
    'plan-review': { every: 'quarter', owner: 'tech-lead' },
  }),
  procedures: may(
    named(procedure),
    'Work in steps: releases, rollbacks, recoveries, drills, programmes of weeks and days.',
    { rollback: { steps: [{ decide: 'Roll back?', owner: 'tech-lead', within: '15m' }] } },
  ),
  runbooks: may(runbooks, 'What to do when something happens, as Markdown.', {
    'RB-001': 'runbooks/shop/daily-health-check.md',
  }),
};
