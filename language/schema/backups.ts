import { z } from 'zod';

import { may, must } from '../key.ts';
import * as word from '../words.ts';
import { shortFor, texts, titled, variables, who } from './shapes.ts';

const keep = z.strictObject({
  daily: may(word.age, 'How long the copies of a day are kept.', '30 days'),
  weekly: may(word.age, 'How long one copy a week is kept.', '3 months'),
  monthly: may(word.age, 'How long one copy a month is kept.', '1 year'),
  yearly: may(word.age, 'How long one copy a year is kept.', 'forever'),
});

const restoreTest = z.strictObject({
  every: must(word.every, 'How often a copy is really restored.', 'month'),
  validate: may(texts, 'How the restored data is judged: queries or sentences.', ['SELECT count(*) FROM trip']),
  within: may(word.span, 'How long it may take.', '2h'),
  owner: may(who, 'Who sees to it.', 'devops'),
});

const places = {
  http: may(word.text, 'An address that tells of the copies: of JSON, else of what it says it was changed.', '${API}'),
  sql: may(
    word.text,
    'A query for the times of the copies; the `on` of the backup says where.',
    'SELECT max(at) FROM b',
  ),
  files: may(word.text, 'An address that lists a bucket as S3 does, or a folder.', '${BUCKET}?list-type=2&prefix=db/'),
};

/** How one looks whether a provider makes its copies. */
const watched = z
  .strictObject({
    ...places,
    key: may(word.text, 'What is sent as `Authorization: Bearer`.', '${SUPABASE_KEY}'),
    newest: may(word.text, 'For `http`: a JSON path to the times of the copies.', '$.backups[*].inserted_at'),
    size: may(
      word.text,
      'For `http` a JSON path to their sizes, for `sql` a query for it; in bytes.',
      '$.backups[*].size',
    ),
    every: may(word.every, 'How often it is looked at; every 15 minutes where it is left out.', '15m'),
    younger: may(
      word.span,
      'The newest copy must be younger than this; as `every` of the backup and a little more where it is left out.',
      '25h',
    ),
    larger: may(word.size, 'And larger than this.', '10 MB'),
  })
  .refine((one) => Object.keys(places).filter((key) => one[key as keyof typeof places] !== undefined).length === 1, {
    error: 'copies are looked at in one place: give it one of `http`, `sql`, `files`',
  });

/** What is copied when, kept for how long, and how it is proven. */
export const backup = z.strictObject({
  ...titled,
  of: may(word.name, 'The data set it copies; its own name where it is left out.', 'database'),
  service: may(word.nameOf('service'), 'The service the data belongs to.', 'database'),
  on: may(word.text, 'Where the data is: a database, a repository or a folder.', '${DATABASE_URL}'),
  every: must(word.every, 'When.', 'day 01:30', '4h', 'continuously', 'on change'),
  mode: may(
    word.choice('full', 'differential', 'incremental', 'point in time', 'snapshot'),
    'How much of it; full where it is left out.',
    'full',
  ),
  driver: may(
    word.choice('pg_dump', 'basebackup', 'pgbackrest', 'restic', 'git', 'run', 'watch'),
    'What makes it; `watch`: a provider does, and Guardia looks whether it did.',
    'pg_dump',
  ),
  run: may(texts, 'For `run`: the program and its arguments.', ['./backup.sh']),
  environment: may(variables, 'The variables of the environment that its tool sees, and no others.', [
    'RESTIC_PASSWORD',
  ]),
  provider: may(word.text, 'For `watch`: who makes it.', 'Supabase'),
  watch: may(watched, 'For `watch`: where one sees how old its newest copy is, and how large.', {
    files: '${BUCKET}?list-type=2&prefix=db/',
    younger: '25h',
  }),
  places: may(texts, 'Where the copies are kept.', ['Supabase', 'S3']),
  keep: may(shortFor('daily', word.age, keep), 'How long copies are kept.', '90 days', {
    daily: '30 days',
    weekly: '3 months',
    monthly: '1 year',
  }),
  rpo: may(word.span, 'The recovery point objective of its data set: how much of it may be lost.', '1h'),
  'restore test': may(shortFor('every', word.every, restoreTest), 'How it is proven.', 'monthly', {
    every: 'month',
    validate: ['SELECT count(*) FROM trip'],
  }),
  'restore takes': may(word.span, 'How long restoring it takes.', '2h'),
  lasts: may(word.span, 'How long making it may take.', '1h'),
  opens: may(word.nameOf('severity'), 'The severity of the incident when it is missing or fails.', 'P2'),
  'runs on': may(word.name, 'The machine it runs on.', 'db1'),
});
