import type { Recurrence } from '../recurrence.ts';

import type { UnknownSenders } from './communication.ts';

/** What a check asks. */
export type Probe =
  | { readonly kind: 'http' | 'tcp' | 'sql' | 'tls' | 'fresh' | 'prometheus'; readonly target: string }
  | { readonly kind: 'command'; readonly target: readonly string[] }
  | { readonly kind: 'host'; readonly target: 'cpu' | 'memory' | 'disk' | 'network' };

/** Something that is looked at regularly. In what it names `${NAME}` stands as it is written: secrets are in no plan. */
export interface Check {
  readonly title: string;
  readonly service: string | null;
  readonly every: Recurrence;
  readonly onChangeOf: readonly string[];
  readonly probe: Probe;
  /** What is asked, or where it runs. */
  readonly on: string | null;
  readonly underMs: number | null;
  readonly below: Bound | null;
  readonly above: Bound | null;
  readonly youngerMs: number | null;
  /** How long a certificate must still be good. */
  readonly leftMs: number | null;
  /** The variables of the environment that a command sees. */
  readonly environment: readonly string[];
  readonly expect: { readonly status: number | null; readonly body: string | null; readonly json: string | null };
  /** Failures in a row. */
  readonly fails: number;
  /** The severity of what it opens; null: nothing. */
  readonly opens: string | null;
  readonly recovery: 'resolves' | 'comments';
  readonly runbook: string | null;
}

/** Of what is measured: a number, or a share such as 0.7 of 70 %. */
export interface Bound {
  readonly value: number;
  readonly share: boolean;
}

/** What must not be, and where that is seen. */
export interface AlertRule {
  readonly title: string;
  readonly when: string;
  readonly forMs: number | null;
  /** `check api`, the name of an integration, or a query. */
  readonly source: string | null;
  readonly query: string | null;
  /** The database or the Prometheus that Guardia itself asks; null: another system does. */
  readonly on: string | null;
  /** How often. */
  readonly every: Recurrence;
  /** What it must find to fire: any of them. */
  readonly above: Bound | null;
  readonly below: Bound | null;
  /** Failures of its check in a row. */
  readonly failures: number | null;
  /** Labels of the alerts that are meant; null: they have its name or title. */
  readonly match: Readonly<Record<string, string>> | null;
  readonly service: string | null;
  readonly opens: string | null;
  readonly type: string | null;
  readonly action: string | null;
  readonly runbook: string | null;
}

/** What must be heard of regularly. */
export interface Heartbeat {
  readonly title: string;
  readonly every: Recurrence;
  /** Whose open days are its business days; null: Monday to Friday. */
  readonly calendar: string | null;
  readonly graceMs: number;
  /** As it is written, such as `${NIGHTLY_KEY}`; null: it is made when the plan is applied. */
  readonly key: string | null;
  readonly service: string | null;
  readonly opens: string | null;
}

/** Another system. */
export interface Integration {
  readonly title: string;
  readonly kind: 'alertmanager' | 'pagerduty' | 'webhook' | 'mail' | 'slack' | 'teams' | 'sms' | 'service';
  /** Both as they are written. */
  readonly key: string | null;
  readonly url: string | null;
  /** Where it writes to, as it is written; of one of the kind `mail`. */
  readonly address: string | null;
  readonly unknown: UnknownSenders;
  readonly service: string | null;
  readonly severity: string | null;
  readonly timeoutMs: number | null;
  readonly retries: number | null;
  readonly breaker: number | null;
  readonly fallback: string | null;
  /** At most so many messages a minute; null: what its kind takes. */
  readonly perMinute: number | null;
  /** How a gateway is asked, and with what. */
  readonly method: 'GET' | 'POST' | 'PUT' | null;
  readonly body: string | null;
  /** The kinds of events of which it hears whatever the incident. */
  readonly events: readonly string[];
  /** Only of tickets of these types; null: of all that not only some may see. */
  readonly types: readonly string[] | null;
  readonly routes: readonly Route[];
  /** Where a webhook says what: by what that is, such as `title`, its path. */
  readonly map: Readonly<Record<string, string>>;
  /** What the plan calls what the sender says, such as of `severity`. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What was not heard of for so long is taken for forgotten; null: never. */
  readonly staleMs: number | null;
  readonly whenStale: 'closes' | 'asks';
}

/** The kinds that are told, and those that are told at their address and otherwise send themselves. */
const told: readonly Integration['kind'][] = ['slack', 'teams', 'sms'];
const toldAtAddress: readonly Integration['kind'][] = ['webhook', 'pagerduty'];

/** Whether it can be told something, if it is configured. */
export const isOutlet = ({ kind, url }: { kind: Integration['kind']; url?: string | null | undefined }): boolean =>
  told.includes(kind) || (toldAtAddress.includes(kind) && typeof url === 'string');

/** Which alert becomes what: by its labels. */
export interface Route {
  readonly when: Readonly<Record<string, string>>;
  readonly severity: string | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly tier: string | null;
  /** An escalation policy. */
  readonly policy: string | null;
  readonly runbook: string | null;
  readonly drop: boolean;
}

/** More new incidents of one service than this within that time are one. */
export interface Storm {
  readonly incidents: number;
  readonly withinMs: number;
}
