/** What something that another system or a monitor says comes down to. */
export interface Signal {
  /** By which its sender means the same again; one incident is open for it at a time. */
  readonly key: string;
  /** `comment`: what was wrong is so no more, and somebody is to look before it is resolved. */
  readonly action: 'trigger' | 'acknowledge' | 'resolve' | 'comment';
  readonly title: string;
  readonly description: string | null;
  /** These are names of the plan; null: what the plan has for it, or what it was before. */
  readonly severity: string | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly runbook: string | null;
  /** An escalation policy in place of the severity's. */
  readonly policy: string | null;
  readonly tier?: string | null;
  /** `integration/prometheus`, `check/api`, `heartbeat/nightly`, `alert/disk`. */
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whatever else it came with. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Something said by another system that the plan ignores. */
export interface Dropped {
  readonly key: string;
  readonly action: 'drop';
  readonly title: string;
}
