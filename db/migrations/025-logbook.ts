import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How services run, the record of what was changed, and what finds it in a moment. Events are about more than incidents from here on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table event drop constraint if exists event_reference_fkey`,
  `create table service_mode (
    plan text not null, service text not null, mode text not null, since_at bigint, until_at bigint, reason text, by text,
    seq int not null, chain text not null, primary key (plan, service))`,
  `create index service_mode_until on service_mode (until_at) where mode = 'degraded'`,
  // Where the chain of what is written by hand goes on, and its lock.
  `create table logbook (plan text primary key, seq int not null, chain text not null)`,
  // In small letters, without accents and what stands between words, as what is looked for is made (db/search-words.ts).
  `create function folded(said text) returns text language sql immutable as $$
    select regexp_replace(lower(regexp_replace(normalize(said, NFKD), '[\\u0300-\\u036F]', '', 'g')),
      '[[:punct:][:space:]]+', ' ', 'g') $$`,
  // Named with its schema: whoever restores a dump looks in none.
  `create function logbook_words(said jsonb, data jsonb) returns tsvector language sql immutable as $$
    select to_tsvector('simple'::regconfig,
      public.folded(concat_ws(' ', said ->> 'title', said ->> 'text', data ->> 'reference'))) $$`,
  `create index event_logged_words on event using gin (logbook_words(text, data)) where kind = 'logged'`,
  `create index event_of_others on event (at desc) where reference like '%:%'`,
  `create index event_in_logbook on event (at desc) where kind in ('opened', 'reclassified', 'resolved', 'reopened', 'closed',
    'cancelled', 'merged', 'released', 'postmortem')`,
  `create index plan_version_at on plan_version (applied_at desc)`,
];
