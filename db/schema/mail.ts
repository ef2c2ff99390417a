import type { ColumnType, Generated } from 'kysely';

/** What came by mail. */
export interface MailTables {
  mail: MailRow;
  /** A file that came with a mail about a ticket. */
  attachment: {
    id: Generated<number>;
    reference: string;
    mail: number;
    /** Its place among the files of that mail. */
    part: number;
    /** The event that it came with. */
    event_key: string;
    /** Whether the requester sees it. */
    public: boolean;
    name: string;
    /** As its sender calls it: nothing to trust. */
    type: string;
    size: number;
    content: Buffer;
    at: number;
  };
}

export interface MailRow {
  /** In the order in which they came. */
  id: Generated<number>;
  /** Whose address it came to; null: Guardia's own, for replies. */
  plan: string | null;
  /** Which of the plan's addresses: `channel/email`, `integration/nagios`; `replies`: Guardia's own. */
  door: string;
  /** To whom and from whom by its envelope; the sender is empty where no answer is wanted. */
  recipient: string;
  sender: string;
  /** Who wrote it, as it says itself, in small letters. */
  author: string | null;
  message_id: string | null;
  /** The same for the same mail. */
  fingerprint: string;
  /** As it came; null: forgotten. */
  raw: Buffer | null;
  at: number;
  /** When it may next be heard; null once it is. */
  try_at: number | null;
  /** Who claims may hear until then, by Postgres's own clock. */
  lease_until: ColumnType<Date | null, string | null, string | null>;
  tries: Generated<number>;
  heard_at: number | null;
  outcome: MailOutcome | null;
  /** The ticket that it belongs to. */
  reference: string | null;
  /** Why it could not be heard. */
  error: string | null;
}

/** What became of a mail. */
export type MailOutcome =
  | 'opened'
  | 'replied'
  | 'answered'
  | 'noted'
  | 'bounce'
  | 'automatic'
  | 'loop'
  | 'held'
  | 'refused'
  | 'unclaimed'
  | 'failed';
