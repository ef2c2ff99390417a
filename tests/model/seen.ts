import { dueAt as domainDueAt, stateOf } from '../../domain/clock.ts';
import { possibleActs } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import type { Both } from './both.ts';
import { possible } from './possible.ts';
import { dueAt, isPaused } from './promises.ts';
import type { Promised, Ticket } from './ticket.ts';

/** What the domain says of an incident, as far as the model knows it. */
export function asTheDomainSees({ incident, rules, seen, ticket }: Both): object {
  const { status, statusSince, level, assignee, acknowledgedAt, escalated, endedAt, holdUntil, clocks, events } =
    incident;
  return {
    status,
    statusSince,
    level,
    assignee,
    acknowledgedAt,
    endedAt,
    holdUntil,
    escalated: escalated?.why ?? null,
    acts: possibleActs(incident, 'staff', ticket.now)
      .map(({ verb }) => verb)
      .filter((verb) => verb in possible)
      .toSorted(),
    clocks: clocks.map((one) => ({
      clock: `${one.metric} ${one.round}`,
      state: stateOf(one),
      dueAt: domainDueAt(rules.calendars[one.calendar]!, one),
      fulfilledAt: one.fulfilledAt,
      breachedAt: one.breachedAt,
      warnedAt: one.warnedAt ?? null,
      rule: one.rule,
    })),
    events: events.slice(seen).map(({ key, kind, at, dueAt: due, notify }) => ({
      event: key.startsWith('act:') ? kind : key,
      at,
      dueAt: due,
      notify,
    })),
  };
}

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
    acts: (Object.keys(possible) as Verb[]).filter((verb) => possible[verb]!(ticket)).toSorted(),
    clocks: promises.map((one) => promised(ticket, one)),
    events: happened
      .slice(seen)
      .map(({ kind, key, at, dueAt: due, notify }) => ({ event: key ?? kind, at, dueAt: due, notify })),
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
