import type { Tell } from './people.ts';
import type { Promise } from './promises.ts';
import type { Conditions } from './traits.ts';

/** Work in steps: a runbook, a release, a rollback, a backup, a recovery, a programme of weeks. */
export interface Procedure {
  readonly title: string;
  readonly description: string | null;
  /** Who leads it; who does a step that names nobody. */
  readonly owner: readonly Tell[];
  /** How long it may take in all, ms. */
  readonly withinMs: number | null;
  /** The tickets that it is offered for; without any condition it is offered for none. */
  readonly when: Conditions;
  /** What is asked when it is begun, by the name that its texts have in braces. */
  readonly asks: Readonly<Record<string, string>>;
  /** What brings it about, for people. */
  readonly triggers: readonly string[];
  /** It begins only while that one runs, and is in those days of it. */
  readonly during: { readonly procedure: string; readonly days: Days | null } | null;
  /** The first day of a programme, `2027-04-05`. */
  readonly startsOn: string | null;
  readonly steps: readonly Step[];
  /** The severity of the incident when it fails; null: its owner is told. */
  readonly opens: string | null;
  /** How soon after it somebody must have looked back on it; absent: nobody must. */
  readonly postmortem?: Promise;
  /** Of which the ticket that it leaves behind is; null: of none. */
  readonly service: string | null;
}

/** Working days of a programme, counted from 1; both ends belong to it. */
export interface Days {
  readonly fromDay: number;
  readonly toDay: number;
}

export interface Step {
  /** By which others refer to it. */
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly act: StepAct;
  /** The steps that must be over before. */
  readonly after: readonly string[];
  readonly days: Days | null;
  readonly owner: readonly Tell[];
  /** Its time box, ms. */
  readonly withinMs: number | null;
  /** The escalation policy that tells of its time box; null: its owner and who leads are told once it is over. */
  readonly escalation: string | null;
  /** What it leaves behind. */
  readonly gives: readonly string[];
  /** When it has succeeded. */
  readonly criteria: readonly string[];
  readonly onFailure: OnFailure;
  /** How it is undone: of `run` a program and its arguments, of others what a person does. */
  readonly undo: readonly string[] | null;
  readonly undoWithinMs: number | null;
  /** How often it is tried again by itself. */
  readonly retry: number;
  /** Whether it may run twice: then it is begun anew where it is not known how it went. */
  readonly idempotent: boolean;
  /** The machine that it runs on; null: any worker. */
  readonly runsOn: string | null;
  /** The step whose doer may not do this one. */
  readonly notBy: string | null;
}

export type OnFailure = 'stop' | 'undo' | 'continue' | { readonly open: string };

/** What a step does. */
export type StepAct =
  | { readonly kind: 'do'; readonly items: readonly string[] }
  | { readonly kind: 'decide'; readonly question: string }
  | { readonly kind: 'approve'; readonly what: string }
  | { readonly kind: 'flag'; readonly what: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'tell'; readonly tell: readonly Tell[]; readonly template: string | null }
  | MachineAct;

/** What a worker does. */
export type MachineAct =
  | { readonly kind: 'run'; readonly command: readonly string[] }
  | { readonly kind: 'check'; readonly check: string }
  /** `database`: its address as it is written; null: the only one of the plan's checks. */
  | { readonly kind: 'sql'; readonly query: string; readonly database: string | null }
  | { readonly kind: 'http'; readonly url: string }
  /** One of `maintenance.kinds`. */
  | { readonly kind: 'announce'; readonly maintenance: string }
  | { readonly kind: 'window' }
  | { readonly kind: 'maintenance'; readonly on: boolean }
  | { readonly kind: 'degraded'; readonly on: boolean }
  | { readonly kind: 'open'; readonly severity: string }
  | { readonly kind: 'call'; readonly procedure: string }
  /** A program that looks for updates, and the procedure that applies what it finds. */
  | { readonly kind: 'scan'; readonly command: readonly string[]; readonly procedure: string }
  | { readonly kind: 'backup'; readonly backup: string }
  | { readonly kind: 'restore'; readonly backup: string }
  | { readonly kind: 'restore test'; readonly backup: string }
  | { readonly kind: 'retention'; readonly backup: string };
