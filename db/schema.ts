import type { ColumnType, Generated, JSONColumnType } from 'kysely';

import type { Calendar } from '../domain/calendar.ts';
import type { Code, Incident } from '../domain/incident/incident.ts';
import type { Plan } from '../domain/plan.ts';

import type { BackupTables } from './schema/backups.ts';
import type { MachineTables } from './schema/machines.ts';
import type { MaintenanceTables } from './schema/maintenance.ts';
import type { LogbookTables } from './schema/logbook.ts';
import type { MailTables } from './schema/mail.ts';
import type { ScheduleTables } from './schema/schedules.ts';
import type { TellingTables } from './schema/telling.ts';
import type { VulnerabilityTables } from './schema/vulnerabilities.ts';
import type { WatchingTables } from './schema/watching.ts';
import type { WorkTables } from './schema/work.ts';

type Words = Readonly<Record<string, string>>;

/** One thing that a version of a plan changed. */
export interface PlanChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly sentence: string;
}

/** Instants are epoch ms in bigint columns whose names end in `_at`, as the one clock told them. */
export interface Database
  extends
    BackupTables,
    LogbookTables,
    MachineTables,
    MaintenanceTables,
    MailTables,
    ScheduleTables,
    TellingTables,
    VulnerabilityTables,
    WatchingTables,
    WorkTables {
  plan: { slug: string; reference: string; title: string; version: number };
  plan_version: {
    plan: string;
    version: number;
    /** Of the whole content by its meaning: the same content is the same version. */
    hash: string;
    /** json, not jsonb: the order of severities says which is the stricter. */
    compiled: JSONColumnType<Plan>;
    /** What calendars are compiled from, whenever more of them is needed. */
    sources: JSONColumnType<object>;
    /** As the plan is written, without contacts; empty where a version is older than this column. */
    written: JSONColumnType<object>;
    /** The Markdown beside the plan, by path. */
    files: JSONColumnType<Words>;
    /** What was different from the version before. */
    changes: JSONColumnType<readonly PlanChange[]>;
    applied_at: number;
    applied_by: string;
  };
  calendar: { plan: string; version: number; name: string; compiled: JSONColumnType<Calendar>; until: number };
  /** Contacts of the plan's people; the only place where their addresses are. */
  person: { plan: string; id: string; name: string; email: string | null; phone: string | null };
  override: {
    /** In the order in which they were made. */
    id: Generated<number>;
    plan: string;
    rotation: string;
    person: string;
    from_at: number;
    until_at: number;
    reason: string | null;
    made_at: number;
    made_by: string;
    caller: string;
    key: string;
    body_hash: string;
    cancelled_at: number | null;
    cancelled_by: string | null;
  };
  /** Since when whom was on call, as Guardia has seen it; the last one of a rotation is how it stands. */
  hand_over: {
    plan: string;
    rotation: string;
    at: number;
    /** Null: nobody from then on. */
    person: string | null;
    /** Who was before. */
    before: string | null;
  };
  /** When nobody will be on call in a rotation, as it was told ahead. */
  gap_told: { plan: string; rotation: string; from_at: number; until_at: number };
  incident: IncidentRow;
  event: {
    reference: string;
    seq: number;
    key: string;
    kind: string;
    at: number;
    due_at: number | null;
    by: string | null;
    data: JSONColumnType<Record<string, Code>>;
    /** People's words; erased, the chain still holds, for it is over `digest`. */
    text: JSONColumnType<Words> | null;
    salt: string | null;
    digest: string | null;
    body_hash: string | null;
    hash: string;
  };
  notification: NotificationRow;
  /** Post-mortems that somebody has begun to write; gone once they are written. */
  postmortem_draft: {
    reference: string;
    version: number;
    words: JSONColumnType<object>;
    saved_at: number;
    saved_by: string;
  };
  /** What a ticket is found by; only SQL of db/search.ts reads and writes its `words`. */
  search: { reference: string; language: string; words: string };
  /** How a ticket stands to another, or to an article or a change: `reference` is `kind` of `other`. */
  relation: { reference: string; kind: string; other: string; at: number; by: string };
  /** Who follows an incident or suffers from it: a person of the plan, or somebody known by address or by name alone. */
  participant: {
    id: Generated<number>;
    reference: string;
    role: 'watcher' | 'affected';
    person: string | null;
    name: string | null;
    email: string | null;
    added_at: number;
  };
  /** Who asked to hear of everything that a plan tells all its users. */
  subscriber: { id: Generated<number>; plan: string; email: string; name: string | null; added_at: number };
  /** What was answered to requests that came with a key of their own. */
  request: { caller: string; key: string; body_hash: string; answer: JSONColumnType<object>; at: number };
  api_key: {
    id: string;
    hash: string;
    plan: string | null;
    person: string | null;
    label: string;
    created_at: number;
    revoked_at: number | null;
  };
  /** Opened with a key, or by a person of a plan with a mailed link. */
  session: {
    hash: string;
    id: string;
    api_key: string | null;
    plan: string | null;
    person: string | null;
    created_at: number;
    expires_at: number;
  };
  /** `path` is where one is once signed in. */
  signin_link: {
    id: string;
    plan: string;
    person: string;
    path: string;
    expires_at: number;
    used_at: number | null;
  };
  /** How often something was tried until an instant. */
  attempt: { what: string; until_at: number; count: number };
  /** Single addresses of customers, in small letters. */
  customer_address: { plan: string; address: string; customer: string };
  counter: { name: string; value: number };
  setting: { name: string; value: string };
}

export interface IncidentRow {
  reference: string;
  plan: string;
  plan_version: number;
  type: string;
  severity: string;
  tier: string | null;
  service: string | null;
  status: string;
  escalated: boolean;
  title: string;
  description: string | null;
  requester: ColumnType<{ name?: string; email: string } | null, string | null, string | null>;
  fields: JSONColumnType<Record<string, unknown>>;
  impact: string | null;
  channel: string | null;
  caller: string;
  key: string | null;
  body_hash: string;
  dedup_key: string | null;
  state: JSONColumnType<Incident>;
  /** These four Postgres takes from the state by itself. */
  assignee: ColumnType<string | null, never, never>;
  category: ColumnType<string | null, never, never>;
  customer: ColumnType<string | null, never, never>;
  level: ColumnType<string | null, never, never>;
  version: number;
  /** The last event's number and hash: where the chain goes on. */
  seq: number;
  chain: string;
  opened_at: number;
  ended_at: number | null;
  /** When the next thing falls due, whoever does it. */
  next_due_at: number | null;
  /** When its workflow should take its turn; only the workflow's own turn moves it on. */
  wake_at: number | null;
  /** How often the relay has stirred it since. */
  wakes: number;
  /** When it could last not be decided; null: it can. */
  failed_at: number | null;
}

export interface NotificationRow {
  /** Of an incident; what is told about something else is about `kind:plan/name`, such as `rotation:voip/plantao`; of a run `run:TRA-R1`. */
  reference: string;
  event_key: string;
  /** A person of the plan, `requester`, `participant:<id>`, `subscriber:<id>` or `integration:<name>`: addresses are looked up when it is sent. */
  recipient: string;
  /** `mail`, or an integration by name. */
  channel: string;
  /** The channel that it goes by instead of its own. */
  by: string | null;
  plan: string;
  kind: string;
  due_at: number;
  /** When it may next be sent; null once settled. */
  try_at: number | null;
  attempts: number;
  /** Who claims may send until then, by Postgres's own clock. */
  lease_until: ColumnType<Date | null, string | null, string | null>;
  /** Told in one message with others of the same bundle. */
  bundle: string | null;
  /** The left part of its Message-ID, unless it is told in a bundle, whose name it then is. */
  message_id: string;
  outcome: string | null;
  sent_at: number | null;
  /** What the mail server said: it may hold addresses, and stays here. */
  error: string | null;
}
