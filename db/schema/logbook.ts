/** How services run, and where the record of what was changed goes on. */
export interface LogbookTables {
  /** How a service runs, as somebody last declared it; what was before is in the events of `mode:<plan>/<service>`. */
  service_mode: {
    plan: string;
    service: string;
    mode: 'normal' | 'degraded';
    since_at: number | null;
    /** When it is lifted by itself; null: somebody does. */
    until_at: number | null;
    reason: string | null;
    by: string | null;
    /** The number and hash of its last event. */
    seq: number;
    chain: string;
  };
  /** The number and hash of the last event of `logbook:<plan>`. */
  logbook: { plan: string; seq: number; chain: string };
}
