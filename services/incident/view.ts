import type { Selectable } from 'kysely';

import type { IncidentRow } from '../../db/schema.ts';
import { dueAt, stateOf, warnsAt } from '../../domain/clock.ts';
import type { Clock, ClockState, Metric, Target } from '../../domain/clock.ts';
import { fromStored } from '../../domain/incident/stored.ts';
import { foreseen } from '../../domain/incident/due.ts';
import { articlesFor, proceduresFor, runbooksFor } from '../../domain/incident/guides.ts';
import type { Attached } from '../../domain/incident/guides.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { possibleActs } from '../../domain/incident/lifecycle.ts';
import type { RelatedAs } from '../../domain/incident/relations.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Rules } from '../../domain/plan.ts';
import type { RunStatus } from '../../domain/procedure/run.ts';

import { isIdle, phaseOf, phasesOf } from './phases.ts';

/** How a ticket stands to another, as it is told; title and status are null of an article or a change. */
export interface RelationView {
  readonly as: RelatedAs;
  readonly to: string;
  readonly title: string | null;
  readonly status: string | null;
}

/** A procedure that is or was carried out for a ticket. */
export interface RunOfTicket {
  readonly reference: string;
  readonly procedure: string;
  readonly title: string;
  readonly status: RunStatus;
}

/** One clock of an incident, told to people and programs. */
export interface ClockView {
  readonly metric: Metric;
  readonly target: Target;
  readonly calendar: string;
  readonly rule: string;
  /** When it warns, of a promise that is a range. */
  readonly warnsAt: number | null;
  readonly dueAt: number | null;
  readonly state: ClockState;
  readonly fulfilledAt: number | null;
  readonly breachedAt: number | null;
}

/** An incident as it is told to people and programs. Instants are epoch ms. */
export type IncidentView = ReturnType<typeof view>;

/** As it stands at `now`. */
export function view(rules: Rules, row: Selectable<IncidentRow>, now: number) {
  const state = fromStored(row.state);
  const { reference, plan, planVersion, type, status, severity, tier, customer, service, category, assignee } = state;
  return {
    reference,
    plan,
    planVersion,
    type,
    title: row.title,
    description: row.description,
    status,
    escalated: state.escalated,
    acknowledgedAt: state.acknowledgedAt,
    severity,
    tier,
    customer,
    service,
    category,
    level: state.level,
    assignee,
    impact: row.impact,
    channel: row.channel,
    requester: row.requester,
    fields: row.fields,
    fieldTitles: titlesOf(rules, row.fields),
    runbooks: runbooksFor(rules.plan, state).map((one) => linked(state, 'runbooks', one)),
    articles: articlesFor(rules.plan, state).map((one) => linked(state, 'articles', one)),
    /** What can be begun for it, and what was. */
    procedures: proceduresFor(rules.plan, state).map((name) => ({ name, title: rules.plan.procedures[name]!.title })),
    runs: [] as readonly RunOfTicket[],
    /** Only what the caller may see of them; whoever reads it for a caller puts them there. */
    relations: [] as readonly RelationView[],
    dedupKey: row.dedup_key,
    openedAt: state.openedAt,
    hold: holdOf(state),
    snoozedUntil: state.snoozedUntil,
    appointment: state.appointment,
    phase: phaseOf(rules, state),
    phases: phasesOf(rules, state),
    duplicateOf: state.duplicateOf,
    awaitsRelease: state.awaitsRelease,
    resolvedAt: state.resolvedAt,
    endedAt: state.endedAt,
    version: row.version,
    clocks: state.clocks.map((clock) => clockView(rules, clock)),
    next: foreseen(rules, state),
    acts: possibleActs(state, 'staff', now).filter(({ verb }) => !isIdle(rules, state, verb)) as readonly {
      verb: Verb;
      needs: readonly string[];
      may: readonly string[];
    }[],
    /** Its state cannot be read or goes beyond its plan: only what stands beside it is told, and nothing happens by itself. */
    undecidable: false as boolean,
    timezone: rules.plan.timezone,
    locale: rules.plan.locale,
  };
}

/** What the fields of a ticket are called. */
const titlesOf = ({ plan }: Rules, fields: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(fields).map((name) => [name, Object.hasOwn(plan.fields, name) ? plan.fields[name]!.title : name]),
  );

/** With where its text is, as the version of the plan has it that the ticket goes by. */
const linked = ({ plan, planVersion }: Incident, chapter: 'runbooks' | 'articles', { name, title }: Attached) => ({
  name,
  title,
  href: `/plans/${plan}/versions/${planVersion}/${chapter}/${encodeURIComponent(name)}`,
});

/** What it waits for, where it is on hold. */
function holdOf({ status, holds, holdUntil }: Incident) {
  const last = holds.at(-1);
  if (status !== 'on_hold' || last === undefined) return null;
  return { since: last.from, pause: last.pause, stops: last.stops, until: holdUntil };
}

const clockView = ({ calendars }: Rules, clock: Clock): ClockView => {
  const { metric, target, calendar, rule, fulfilledAt, breachedAt } = clock;
  const due = dueAt(calendars[calendar]!, clock);
  const warns = warnsAt(calendars[calendar]!, clock);
  return { metric, target, calendar, rule, warnsAt: warns, dueAt: due, state: stateOf(clock), fulfilledAt, breachedAt };
};
