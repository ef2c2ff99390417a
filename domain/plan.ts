import type { Permission } from './access.ts';
import type { Calendar } from './calendar.ts';
import type { Metric, Start, Target } from './clock.ts';
import type { Rotation, RotationSource } from './on-call.ts';
import type { Recurrence } from './recurrence.ts';

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
  readonly severities: Readonly<Record<string, Severity>>;
  readonly tiers: Readonly<Record<string, { readonly title: string }>>;
  readonly customers: Readonly<Record<string, Customer>>;
  readonly people: readonly string[];
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** By role: what who holds it may do. Empty where no role says so: then everybody may see, work and override. */
  readonly may: Readonly<Record<string, readonly Permission[]>>;
  /** By type: who alone sees such tickets. */
  readonly restricted: Readonly<Record<string, readonly Tell[]>>;
  /** Whom to reach when nobody else answers; null where the plan has no such list. */
  readonly emergency: Emergency | null;
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
  /** Messages in the words of the plan. */
  readonly templates: Readonly<Record<string, Template>>;
  /** What requesters are asked afterwards; of several that fit, the first. */
  readonly surveys: Readonly<Record<string, Survey>>;
  readonly reviews: Readonly<Record<string, Review>>;
  /** What comes round by itself, by chapter and name such as `reviews/access`. */
  readonly schedules: Readonly<Record<string, Schedule>>;
}

/** What a review opens each time it is due. */
export interface Review {
  readonly title: string;
  /** Markdown. */
  readonly description: string | null;
  readonly type: string;
  readonly severity: string;
  readonly owners: readonly Tell[];
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
}

/** Each condition with the values that meet it. */
export type Conditions = Readonly<Partial<Record<ConditionTrait, readonly string[]>>>;
export type ConditionTrait = 'severity' | 'tier' | 'type' | 'impact' | 'category' | 'service';

/** One way to reach support, and the calendars on which it is open and answered; null: always. */
export interface Channel {
  readonly title: string;
  readonly hours: string | null;
  readonly answers: string | null;
  /** Whether one must make an appointment first. */
  readonly appointment: boolean;
}

/** When somebody is told of tickets, and in which of the plan's `templates`; null: in Guardia's own words. */
export interface Announcement {
  /** The tickets that it is for. */
  readonly when: Conditions;
  readonly tell: readonly Tell[];
  /** How soon the first message must have gone out, ms; null: at once. */
  readonly withinMs: number | null;
  /** How often news are owed until it is solved, ms. */
  readonly everyMs: number | null;
  readonly at: 'opening' | 'acknowledge' | 'workaround' | 'resolution' | 'closing' | 'release';
  readonly template: string | null;
  readonly update: string | null;
  readonly closing: string | null;
}

/** Text with names in braces to be filled in. */
export interface Template {
  readonly title: string;
  readonly subject: string | null;
  readonly body: string;
}

/** What a requester is asked, by marks from 1 to `outOf`. */
export interface Survey {
  readonly title: string;
  readonly after: 'resolution' | 'closing';
  /** Only after tickets of these types; null: after all. */
  readonly types: readonly string[] | null;
  /** Null: in Guardia's own words. */
  readonly question: string | null;
  readonly outOf: number;
  /** For how long it can be answered, ms; null: as long as the link is good. */
  readonly validMs: number | null;
}

/** The list of emergency contacts, in its order, and the message by which it is proven; null where none is sent. */
export interface Emergency {
  readonly contacts: readonly EmergencyContact[];
  readonly test: Omit<Review, 'owners'> | null;
}

export interface EmergencyContact {
  /** As the plan names it: a person, a role, a rotation. */
  readonly who: string;
  readonly tell: readonly Tell[];
  /** How to reach them, in people's words. */
  readonly by: readonly string[];
  /** The calendar on which they answer; null: at any hour. */
  readonly hours: string | null;
  readonly description: string | null;
}

/** When something comes round. */
export interface Schedule {
  readonly every: Recurrence;
  /** An IANA zone. */
  readonly zone: string;
  /** Whose open days are its business days; null: Monday to Friday. */
  readonly calendar: string | null;
}

export interface Service {
  readonly title: string;
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

/** A level of support (ITIL: functional escalation goes from one to the next). */
export interface Level {
  readonly title: string;
  readonly team: readonly Tell[];
  readonly lead: readonly Tell[];
  /** Its own escalation policy for what was handed over to it; null: that of the severity. */
  readonly escalation: string | null;
}

/** A reason to wait that the plan names. */
export interface PauseKind {
  readonly title: string;
  /** Which clocks stand still. */
  readonly stops: readonly Metric[];
  /** What ends it besides a person; null: nothing. */
  readonly ends: 'reply' | 'appointment' | 'maintenance' | null;
  /** After how long it ends by itself, ms. */
  readonly atMostMs: number | null;
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

export interface Promise {
  /** The lower bound of a range: reached, it warns. */
  readonly warn?: Target;
  readonly target: Target;
  readonly calendar: string;
  readonly rule: string;
}

export interface Customer {
  readonly title: string;
  readonly domains: readonly string[];
  readonly tier: string | null;
  /** The person of the plan who looks after this customer. */
  readonly contact: string | null;
}

/** How the winner is found where several rows of targets match one metric. */
export type Combine = 'strictest' | 'severity' | 'tier' | 'first';

export type Trait = 'severity' | 'tier' | 'type' | 'impact' | 'category' | 'level' | 'service';

/** One row of targets: what it promises to the incidents that match every condition. */
export interface TargetRow extends Promise {
  readonly metric: Metric;
  readonly from: Start;
  /** Whether a workaround that was told keeps the promise. */
  readonly workaround?: true;
  /** Where it matches, other rows do not count, those of other metrics included. */
  readonly exclusive?: true;
  readonly when: {
    readonly [trait in Trait]?: string;
  };
}

/** When a step of an escalation policy is taken: at a share of a clock, or some ms after the incident was opened. */
export type StepAt = { readonly share: number; readonly of: Metric } | { readonly afterMs: number };

/** Who is told of a ticket, until somebody acknowledges. */
export interface Policy {
  readonly steps: readonly Step[];
  /** After how long without an act of a person an acknowledgement lapses, ms; null: never. */
  readonly lapseMs: number | null;
  /** Who is told when every step was taken in vain. */
  readonly exhausted: readonly Tell[];
}

/** One step of an escalation policy: who is told when. */
export interface Step {
  readonly at: StepAt;
  readonly tell: readonly Tell[];
  /** Only while this calendar is open; null: at any hour. */
  readonly calendar: string | null;
  readonly repeat: { readonly everyMs: number; readonly atMost: number } | null;
}

export type Tell =
  | { readonly role: string }
  | { readonly person: string }
  /** Whoever is on call when it is told. */
  | { readonly rotation: string }
  | 'assignee'
  | 'customer contact'
  /** Outside of the plan's people: who asked, who follows it, whom it affects, whoever subscribed to the plan's news. */
  | 'requester'
  | 'watchers'
  | 'affected'
  | 'subscribers';

/** A plan together with its calendars and with who is on call when: what decisions are made by. */
export interface Rules {
  readonly plan: Plan;
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly rotations: Readonly<Record<string, Rotation>>;
}
