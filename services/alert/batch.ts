import type { Alert } from '../../db/alerts.ts';
import type { Locked, New } from '../../db/incidents.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';

/** An incident as a batch of signals finds it, and what becomes of it. */
export interface Ticket {
  readonly rules: Rules;
  /** As it was locked; null: the batch opens it. */
  readonly locked: Locked | null;
  /** What is written of a new one. */
  readonly born: Pick<New, 'words' | 'findable'> | null;
  incident: Incident;
  /** How many of its alerts are firing. */
  firing: number;
}

/** An alert as a batch finds it, and what becomes of it. */
export interface Standing {
  alert: Alert;
  /** How often it was heard of in this batch. */
  times: number;
  /** Whether it was there before. */
  readonly known: boolean;
  /** Whether something else than its count is new. */
  changed: boolean;
}

/** What stands, and what a batch makes of it: all in memory, to be written at once. */
export interface Batch {
  readonly now: number;
  readonly tickets: Map<string, Ticket>;
  /** The reference of the incident that is open for a key, by plan and key. */
  readonly openFor: Map<string, string>;
  readonly firing: Map<string, Standing>;
  readonly alerts: Set<Standing>;
  /** Under each plan in force its rules, and references that are still free. */
  readonly plans: Map<string, { readonly rules: Rules; readonly free: string[] }>;
  /** Where many come at once, by what they have in common: the incident that they become, and those of just before. */
  readonly storms: Map<string, Storm>;
  /** Which incident is now the parent of which. */
  readonly ties: { readonly parent: string; readonly child: string; readonly at: number }[];
}

interface Storm {
  /** Null: it is still to be opened. */
  parent: string | null;
  /** Still to be tied to it. */
  children: readonly string[];
}

export const emptyBatch = (now: number): Batch => ({
  now,
  tickets: new Map(),
  openFor: new Map(),
  firing: new Map(),
  alerts: new Set(),
  plans: new Map(),
  storms: new Map(),
  ties: [],
});

export const keyOf = (plan: string, key: string): string => `${plan}\n${key}`;

/** The open incident that stands for a key, if any. */
export function ticketFor(batch: Batch, plan: string, key: string): Ticket | undefined {
  const at = keyOf(plan, key);
  const reference = batch.firing.get(at)?.alert.reference ?? batch.openFor.get(at);
  const ticket = reference === undefined ? undefined : batch.tickets.get(reference);
  return ticket !== undefined && isOpen(ticket.incident) ? ticket : undefined;
}
