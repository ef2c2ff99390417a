import type { Permission } from './access.ts';
import type { Calendar } from './calendar.ts';
import type { Metric } from './clock.ts';
import type { Rotation, RotationSource } from './on-call.ts';
import type { Backup } from './plan/backups.ts';
import type { Announcement, Channel, Probe, Survey, Template } from './plan/communication.ts';
import type { Degraded } from './plan/degraded.ts';
import type { Emergency } from './plan/emergency.ts';
import type { Policy } from './plan/escalation.ts';
import type { Maintenance } from './plan/maintenance.ts';
import type { Customer, Level, Reach, Tell } from './plan/people.ts';
import type { Procedure } from './plan/procedures.ts';
import type { Combine, PauseKind, TargetRow } from './plan/promises.ts';
import type { Recovery } from './plan/recovery.ts';
import type { Document, Review, Schedule } from './plan/schedules.ts';
import type { Conditions } from './plan/traits.ts';
import type { Vulnerabilities } from './plan/vulnerabilities.ts';
import type { AlertRule, Check, Heartbeat, Integration, Storm } from './plan/watching.ts';

/** A plan as the domain needs it: compiled, without positions, contacts or calendars' instants. */
export interface Plan {
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  /** The prefix of references: TRA of TRA-1. */
  readonly reference: string;
  /** A BCP 47 tag: the language of everything said in the plan's name. */
  readonly locale: string;
  /** An IANA zone. */
  readonly timezone: string;
  readonly types: readonly string[];
  /** How much can be affected; empty where the plan does not say, and then anything can. */
  readonly impacts: readonly string[];
  /** What tickets are about; empty where the plan does not say, and then they can be about anything. */
  readonly categories: Readonly<Record<string, Category>>;
  /** What else tickets record; empty where the plan does not say, and then anything is kept. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly services: Readonly<Record<string, Service>>;
  readonly uptimes: Readonly<Record<string, UptimeObjective>>;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly tiers: Readonly<Record<string, { readonly title: string }>>;
  readonly customers: Readonly<Record<string, Customer>>;
  readonly people: readonly string[];
  /** How some of them are paged otherwise than by mail. */
  readonly reach: Readonly<Record<string, Reach>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** By role: what who holds it may do. Empty where no role says so: then everybody may see, work and override. */
  readonly may: Readonly<Record<string, readonly Permission[]>>;
  /** By type: who alone sees such tickets. */
  readonly restricted: Readonly<Record<string, readonly Tell[]>>;
  /** Whom to reach when nobody else answers; null where the plan has no such list. */
  readonly emergency: Emergency | null;
  /** How the system runs when it cannot run fully; null where the plan does not say. */
  readonly degraded: Degraded | null;
  /** When work is done on what is running; null where the plan does not say. */
  readonly maintenance: Maintenance | null;
  /** How weaknesses of what is in use are dealt with; null where the plan does not say. */
  readonly vulnerabilities: Vulnerabilities | null;
  /** What the plan wants written down, in its words. */
  readonly records: readonly string[];
  readonly recovery: Recovery;
  /** Who takes turns; the shifts themselves are among the rules. */
  readonly rotations: Readonly<Record<string, RotationSource>>;
  /** From the first to the last: the level of support that takes a ticket first comes first. */
  readonly levels: Readonly<Record<string, Level>>;
  /** What makes a ticket wait. */
  readonly pauses: Readonly<Record<string, PauseKind>>;
  /** The phases of the work on a ticket, in their order. */
  readonly phases: Readonly<Record<string, Phase>>;
  /** The titles of the clocks that the plan declares itself. */
  readonly clocks: Readonly<Record<Metric, { readonly title: string }>>;
  readonly targets: readonly TargetRow[];
  readonly combine: Combine;
  readonly policies: Readonly<Record<string, Policy>>;
  /** For how long after it was resolved an incident can be reopened, ms. */
  readonly reopenMs: number;
  readonly runbooks: Readonly<Record<string, Guide>>;
  readonly articles: Readonly<Record<string, Guide>>;
  /** How support is reached. */
  readonly channels: Readonly<Record<string, Channel>>;
  /** Who is told of tickets by the plan, in its order: what happens refers to it by number. */
  readonly communication: readonly Announcement[];
  /** The message that shows that messages arrive; null where none is sent. */
  readonly probe: Probe | null;
  /** Messages in the words of the plan. */
  readonly templates: Readonly<Record<string, Template>>;
  /** What requesters are asked afterwards; of several that fit, the first. */
  readonly surveys: Readonly<Record<string, Survey>>;
  /** By name; those of texts that are kept up to date by chapter and name, such as `documents/manual`. */
  readonly reviews: Readonly<Record<string, Review>>;
  /** The texts that are kept up to date, by chapter and name such as `documents/manual`. */
  readonly documents: Readonly<Record<string, Document>>;
  /** Work in steps: as it is written under its own name, and what chapters ask for, such as `backups/database`. */
  readonly procedures: Readonly<Record<string, Procedure>>;
  /** What comes round by itself, by chapter and name such as `reviews/access`. */
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly checks: Readonly<Record<string, Check>>;
  /** Alert rules. */
  readonly alerts: Readonly<Record<string, AlertRule>>;
  readonly heartbeats: Readonly<Record<string, Heartbeat>>;
  /** Other systems: that send alerts, that are told, that are depended upon. */
  readonly integrations: Readonly<Record<string, Integration>>;
  /** When many alerts at once become one incident. */
  readonly storm: Storm;
  readonly backups: Readonly<Record<string, Backup>>;
}

/** A plan together with its calendars and with who is on call when: what decisions are made by. */
export interface Rules {
  readonly plan: Plan;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly rotations: Readonly<Record<string, Rotation>>;
}

/** What a report of this category need not say, and who takes care of it. */
export interface Category {
  readonly title: string;
  readonly type: string | null;
  readonly severity: string | null;
  /** The level of support at which its tickets begin. */
  readonly level: string | null;
  /** Who takes care of them. */
  readonly team: readonly Tell[];
  readonly runbook: string | null;
  readonly article: string | null;
}

export interface Field {
  readonly title: string;
  readonly type: 'text' | 'number' | 'date' | 'choice' | 'yes or no' | 'link';
  /** What can be chosen. */
  readonly options: readonly string[];
  /** Only tickets of these types have it; null: all may. */
  readonly types: readonly string[] | null;
  readonly required: boolean;
}

/** A text beside the plan that helps with tickets. */
export interface Guide {
  readonly title: string;
  readonly file: string;
  /** The tickets that it is for, each condition with the values that meet it; without any it is only for those that name it. */
  readonly when: Conditions;
  /** Who does what stands in it. */
  readonly owner?: readonly Tell[];
}

export interface Service {
  readonly title: string;
  /** The service that it is a part of. */
  readonly partOf: string | null;
  /** The services that it cannot do without. */
  readonly dependsOn: readonly string[];
  /** The share of each month that it is promised to be up: 0.995 of 99.5 %. */
  readonly uptime: number | null;
  /** Whether announced maintenance counts as down. */
  readonly maintenanceCounts: boolean;
}

/** How much of each month services should be up. */
export interface UptimeObjective {
  readonly title: string;
  readonly target: number;
  /** Each of these; empty: all that are measured. */
  readonly of: readonly string[];
}

export interface Severity {
  readonly title: string;
  /** Only tickets of these types have it; null: all may. */
  readonly types: readonly string[] | null;
  /** The escalation policy's name; null where nobody is told. */
  readonly escalation: string | null;
  /** The runbook to follow. */
  readonly runbook: string | null;
}

/** A part of the work on a ticket. Spans are ms from the opening. */
export interface Phase {
  readonly title: string;
  /** The tickets that it is for, each condition with the values that meet it. */
  readonly when: Conditions;
  /** The phases that one comes to it from; null: any. */
  readonly from: readonly string[] | null;
  /** When it should begin and end; null where the plan does not say. */
  readonly box: { readonly startsMs: number; readonly endsMs: number } | null;
  readonly owner: readonly Tell[];
  readonly steps: readonly string[];
  /** Whether a ticket cannot be closed before it is done. */
  readonly needed: boolean;
}
