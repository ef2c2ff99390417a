import { z } from 'zod';

import { weekBody } from '../week.ts';
import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { backup } from './backups.ts';
import { flag, named, namesOf, shortFor, texts, titled, who } from './shapes.ts';

const continuity = z.strictObject({
  rpo: may(
    z.union([word.span, named(word.span)]),
    'The recovery point objective: how much may be lost, in all or by data set.',
    '1h',
    { database: '1h' },
  ),
  rto: may(
    z.union([word.span, named(word.span)]),
    'The recovery time objective: how long recovery may take, in all or by kind (`disaster` is the whole).',
    '4h',
    { redeploy: '15m', disaster: '4h' },
  ),
  functions: recorded(texts, 'The critical functions.', ['Loading the calendar']),
  degraded: may(
    z.strictObject({
      ...titled,
      allows: may(texts, 'What still works.', ['Reading']),
      tell: may(who, 'Who is told.', ['all users']),
      template: may(word.nameOf('template'), 'With which message: one of `templates`.', 'degraded'),
      owner: may(who, 'Who declares it.', 'tech-lead'),
    }),
    'How the system runs when it cannot run fully.',
    { allows: 'Reading' },
  ),
  'manual processes': recorded(
    named(
      shortFor(
        'description',
        word.text,
        z.strictObject({ ...titled, document: may(word.nameOf('document'), 'One of `documents`.', 'manual') }),
      ),
    ),
    'How people do by hand what does not work.',
    { orders: 'Orders are written on paper' },
  ),
  standby: may(
    named(
      z.strictObject({
        ...titled,
        check: may(word.every, 'How often it is seen to be ready.', 'month'),
        owner: may(who, 'Who sees to it.', 'devops'),
        region: recorded(word.text, 'Where it is.', 'eu-west'),
      }),
    ),
    'What stands ready to take over.',
    { contingency: { check: 'month' } },
  ),
  failover: recorded(
    z.strictObject({
      automatic: may(flag, 'Whether it happens by itself.', true),
      procedure: may(word.nameOf('procedure'), 'Or by which procedure.', 'failover'),
    }),
    'How the standby takes over.',
    { automatic: true },
  ),
  recovery: may(word.nameOf('procedure'), 'The procedure of disaster recovery.', 'disaster-recovery'),
  drill: may(word.every, 'How often it is rehearsed.', 'quarter'),
});

const maintenanceKind = z.strictObject({
  ...titled,
  every: may(word.every, 'How often.', '2 weeks'),
  lasts: must(word.span, 'How long it takes.', '1h'),
  notice: may(word.target, 'How long before it is announced; `maintenance.notice` where it is left out.', '48h'),
  via: may(namesOf('channel'), 'Through which channels it is announced.', ['status-page', 'email']),
  services: may(namesOf('service'), 'What it affects.', ['app']),
  owner: may(who, 'Who does it.', 'devops'),
  procedure: may(word.nameOf('procedure'), 'How it is done.', 'database-maintenance'),
});

const maintenance = z.strictObject({
  window: may(weekBody, 'When it may be done.', { sun: '05:00-07:00' }),
  timezone: may(word.timezone, 'The zone of the window; that of the plan where it is left out.', 'Europe/Bucharest'),
  impact: may(word.spanRange, 'For how long the service may be away.', '15m..30m'),
  notice: may(word.target, 'How long before it is announced, unless its kind says otherwise.', '24h'),
  tell: may(who, 'Who is told.', ['all users']),
  via: may(namesOf('channel'), 'Through which channels.', ['status-page', 'email']),
  kinds: may(named(maintenanceKind), 'Work that differs in how often, how long or with what notice.', {
    minor: { every: '2 weeks', lasts: '1h', notice: '48h' },
  }),
  emergency: may(
    z.strictObject({
      ...titled,
      tell: may(who, 'Who is told afterwards.', ['all users']),
      within: may(word.span, 'How soon after it was begun at the latest, even where it goes on.', '1h'),
      approve: may(who, 'Who must agree.', 'tech-lead'),
    }),
    'What cannot wait: it is done at once and told afterwards.',
    { tell: 'all users', within: '1h' },
  ),
});

const update = z.strictObject({
  ...titled,
  every: must(word.every, 'How often.', '2 weeks', 'at once'),
  of: may(texts, 'What is updated.', ['Django', 'DRF']),
  after: may(word.text, 'What must have happened before.', 'validation'),
  alert: may(flag, 'Whether a security alert brings it forward.', true),
  tests: may(texts, 'What is tested before and after.', ['The whole suite']),
  scan: may(texts, 'The program that finds what there is to update.', ['npm', 'outdated']),
  window: may(flag, 'Whether it waits for the maintenance window.', true),
  owner: may(who, 'Who does it.', 'devops'),
  procedure: may(word.nameOf('procedure'), 'How it is done.', 'patch'),
});

export const keepingChapters = {
  backups: may(named(backup), 'What is copied when, kept for how long, and how it is proven.', {
    database: { every: 'day 01:30', driver: 'pg_dump', keep: '30 days', rpo: '24h', 'restore test': 'monthly' },
  }),
  continuity: may(continuity, 'What happens when a lot is lost.', { rpo: '1h', rto: '4h' }),
  maintenance: may(maintenance, 'When work is done on what is running, and how it is announced.', {
    window: { sun: '05:00-07:00' },
    kinds: { minor: { every: '2 weeks', lasts: '1h', notice: '48h' } },
  }),
  updates: may(named(update), 'What is kept up to date, and how often.', { security: { every: 'at once' } }),
};
