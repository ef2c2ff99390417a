import { dueAt as domainDueAt, stateOf } from '../../domain/clock.ts';
import type { Event } from '../../domain/incident/incident.ts';
import { possibleActs } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import type { Both } from './both.ts';
import { possible } from './possible.ts';
import { dueAt, isPaused } from './promises.ts';
import type { Promised, Ticket } from './ticket.ts';

/** What the domain says of an incident, as far as the model knows it. */
export function asTheDomainSees(both: Both): object {
  const { incident, seen, ticket } = both;
  const { status, statusSince, level, assignee, acknowledgedAt, escalated, endedAt, holdUntil, clocks, events } =
    incident;
  const { phase, phases } = incident;
  const { calendars } = both.rules[both.version]!;
  return {
    status,
    statusSince,
    level,
    assignee,
    acknowledgedAt,
    endedAt,
    holdUntil,
    escalated: escalated?.why ?? null,
    phase,
    phases,
    acts: possibleActs(incident, 'staff', ticket.now)
      .map(({ verb }) => verb)
      .filter((verb) => verb in possible)
      .toSorted(),
    clocks: clocks.map((one) => ({
      clock: `${one.metric} ${one.round}`,
      state: stateOf(one),
      dueAt: domainDueAt(calendars[one.calendar]!, one),
      fulfilledAt: one.fulfilledAt,
      breachedAt: one.breachedAt,
      warnedAt: one.warnedAt ?? null,
      rule: one.rule,
    })),
    events: events.slice(seen).map(({ key, kind, at, dueAt: due, notify, data }) => ({
      event: key.startsWith('act:') ? kind : key,
      at,
      dueAt: due,
      notify,
      detail: steps.includes(kind) ? detail(data) : null,
    })),
  };
}

const steps = ['escalated', 'skipped'];
const detail = ({ times, missed = 0, hurried = false, why = null, anew = null }: Event['data']) => ({
  times,
  missed,
  hurried,
  why,
  anew,
});

/** The same of the model. */
export function asTheModelSees({ ticket, seen }: Both): object {
  const { status, since, level, assignee, acknowledgedAt, escalated, endedAt, holdUntil, promises, happened } = ticket;
  return {
    status,
    statusSince: since,
    level,
    assignee,
    acknowledgedAt,
    endedAt,
    holdUntil,
    escalated,
    phase: ticket.phase,
    phases: Object.fromEntries(ticket.stays),
    acts: (Object.keys(possible) as Verb[]).filter((verb) => possible[verb]!(ticket)).toSorted(),
    clocks: promises.map((one) => promised(ticket, one)),
    events: happened.slice(seen).map(({ kind, key, at, dueAt: due, notify, detail: more = null }) => ({
      event: key ?? kind,
      at,
      dueAt: due,
      notify,
      detail: more,
    })),
  };
}

function promised(ticket: Ticket, one: Promised): object {
  const { metric, round, doneAt, stoppedAt, brokenAt, warnedAt, rows } = one;
  const due = dueAt(ticket, one);
  const open = isPaused(ticket, one) ? 'paused' : 'running';
  const ended = doneAt !== null ? 'met' : stoppedAt !== null ? 'stopped' : open;
  return {
    clock: `${metric} ${round}`,
    state: brokenAt !== null ? 'breached' : ended,
    dueAt: due === Infinity ? null : due,
    fulfilledAt: doneAt,
    breachedAt: brokenAt,
    warnedAt,
    rule: rows.at(-1)!.row.rule,
  };
}
