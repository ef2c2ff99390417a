import type { Generated } from 'kysely';

/** How it goes to tell people and integrations. */
export interface TellingTables {
  /** How an integration that is told stands; none: it was never told anything. */
  outlet: {
    plan: string;
    name: string;
    /** In a row. */
    failures: number;
    /** Until when it is left alone; past, the next message tries whether it is well. */
    open_until: number | null;
    /** Since when it wants to hear nothing any more. */
    disabled_at: number | null;
    sent_at: number | null;
    failed_at: number | null;
    /** Of the last failure, without anything of an address. */
    code: string | null;
    /** Since when the messages are counted that it takes in a minute. */
    minute_at: number | null;
    used: Generated<number>;
  };
  /** Each attempt to tell something. Kept for 90 days. */
  sending: {
    id: Generated<number>;
    plan: string;
    reference: string;
    event_key: string;
    recipient: string;
    channel: string;
    /** The channel that was taken in fact. */
    by: string;
    at: number;
    /** How long it took. */
    ms: number;
    outcome: string;
    code: string | null;
    /** How long after it was due it was taken; null: it was not. */
    late_ms: number | null;
  };
}
