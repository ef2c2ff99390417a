import type { Generated, JSONColumnType } from 'kysely';

/** What is heard from other systems and monitors. */
export interface WatchingTables {
  /** What other systems and monitors said, as it came; whoever hears it makes signals of it. Kept for a week. */
  received: {
    /** In the order in which they came. */
    id: Generated<number>;
    plan: string;
    /** `integration/prometheus`, `check/api`, `heartbeat/nightly`, `alert/disk`. */
    source: string;
    form: ReceivedForm;
    body: JSONColumnType<object>;
    at: number;
    /** Null: it waits to be heard. */
    heard_at: number | null;
    /** What became of it. */
    outcome: JSONColumnType<object> | null;
    tries: Generated<number>;
    /** Why it could not be heard. */
    error: string | null;
  };
  /** What is behind an incident that nobody reported: one alert, in a storm many. */
  alert: {
    plan: string;
    /** By which its sender means the same again. */
    key: string;
    reference: string;
    source: string;
    status: 'firing' | 'resolved';
    title: string;
    /** How often it was heard of. */
    count: number;
    first_at: number;
    last_at: number;
    resolved_at: number | null;
    /** Labels and whatever else it came with; what a repetition leaves out stays. */
    details: JSONColumnType<object>;
  };
  /** A key that Guardia made for what sends to it: its hash alone. */
  door_key: {
    id: string;
    plan: string;
    /** `integration/prometheus`, `heartbeat/nightly`. */
    name: string;
    hash: string;
    made_at: number;
    /** From when on it opens nothing; it may be still to come. */
    revoked_at: number | null;
  };
  /** How a monitor stands: `check/api`, `heartbeat/nightly`, `alert/disk`. */
  monitor: {
    plan: string;
    name: string;
    status: string;
    /** Since when it is so. */
    since_at: number;
    state: JSONColumnType<object>;
    /** When something falls due without anything happening; null: nothing does. */
    next_due_at: number | null;
    /** Since when somebody waits for it to be looked at out of turn. */
    asked_at: Generated<number | null>;
  };
  /** When a monitor opens nothing, and who said so. */
  mute: {
    id: Generated<number>;
    plan: string;
    monitor: string;
    from_at: number;
    until_at: number;
    reason: string | null;
    made_by: string;
    ended_at: number | null;
    ended_by: string | null;
  };
  /** What a monitor saw each time. */
  result: {
    plan: string;
    monitor: string;
    at: number;
    ok: boolean;
    ms: number | null;
    /** What was measured, where it is a number. */
    value: number | null;
    /** Why it is not well, in words without secrets. */
    words: string | null;
  };
  ping: PingRow;
  /** How often in an hour somebody came with a key or a link that opens nothing. */
  refused_key: { hour_at: number; count: number };
  /** How a service was in an hour; what is older than that many results are kept is known by it alone. */
  uptime_hour: {
    plan: string;
    service: string;
    hour_at: number;
    known_ms: number;
    down_ms: number;
    /** Announced maintenance of what is known, and of what was down. */
    planned_ms: number;
    planned_down_ms: number;
  };
  /** When it was announced that something would be away; without a service it is all of them. */
  maintenance_span: {
    id: Generated<number>;
    plan: string;
    service: string | null;
    from_at: number;
    until_at: number;
    /** Of which it is. */
    run: Generated<string | null>;
    /** Only what was announced is no downtime. */
    announced: Generated<boolean>;
  };
}

/** What a job said to a heartbeat; the last hundred of each are kept. */
export interface PingRow {
  id: Generated<number>;
  plan: string;
  /** `heartbeat/nightly`. */
  name: string;
  at: number;
  kind: 'start' | 'ok' | 'fail' | 'log';
  exit: number | null;
  /** By which the job tells its runs apart. */
  run: string | null;
  /** How long the run took that ended with it. */
  ms: number | null;
  /** How much it said. */
  bytes: number;
  /** The beginning of that; null once it is a week old. */
  body: string | null;
}

/** How something received is to be read. */
export type ReceivedForm = 'alertmanager' | 'pagerduty' | 'events' | 'monitor';
