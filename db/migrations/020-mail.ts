import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Mails as they came, and the files that belong to tickets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table mail (
    id bigint generated always as identity primary key, plan text, door text not null, recipient text not null,
    sender text not null, author text, message_id text, fingerprint text not null unique, raw bytea, at bigint not null,
    try_at bigint, lease_until timestamptz, tries int not null default 0, heard_at bigint, outcome text, reference text,
    error text)`,
  // What is encoded already shrinks no further, and to try takes a second for 10 MB.
  `alter table mail alter column raw set storage external`,
  `create index mail_waiting on mail (id) where try_at is not null`,
  `create index mail_author on mail (author, at)`,
  `create index mail_message on mail (message_id) where reference is not null`,
  `create index mail_raw on mail (heard_at) where raw is not null`,
  `create table attachment (
    id bigint generated always as identity primary key, reference text not null references incident on delete cascade,
    mail bigint not null references mail, part int not null, event_key text not null, public boolean not null,
    name text not null, type text not null, size int not null, content bytea not null, at bigint not null,
    unique (mail, part))`,
  `alter table attachment alter column content set storage external`,
  `create index attachment_reference on attachment (reference)`,
  `create index notification_message on notification (message_id)`,
];
