import { isDeepStrictEqual } from 'node:util';

import { expect } from 'vitest';

import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import * as incidents from '../../domain/incident/open.ts';
import type { Rules } from '../../domain/plan.ts';

import * as acts from './acts.ts';
import { openTicket } from './opening.ts';
import { coming, pass } from './passing.ts';
import { possible } from './possible.ts';
import { asTheDomainSees, asTheModelSees } from './seen.ts';
import type { Move, Sequence } from './sequence.ts';
import { Refused } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** The same incident as the domain and as the model see it. */
export interface Both {
  rules: Rules;
  incident: Incident;
  readonly ticket: Ticket;
  /** How many events were looked at before. */
  seen: number;
}

/** Lives a sequence in the domain and in the model, `check` looking at both after the opening and after each move. */
export function live(rules: Rules, { opening, start, moves }: Sequence, check: (both: Both) => void = agree): Both {
  const both: Both = {
    rules,
    incident: incidents.open(rules, opening, start),
    ticket: openTicket(rules, opening, start),
    seen: 0,
  };
  until(both, start);
  check(both);
  for (const [index, move] of moves.entries()) {
    until(both, instantOf(move, both.ticket));
    does(both, move, `act:${index}`);
    check(both);
  }
  until(both, both.ticket.now + 40 * 24 * 3_600_000);
  check(both);
  return both;
}

/** Throws where they differ. */
export function agree(both: Both): void {
  const [domain, model] = [asTheDomainSees(both), asTheModelSees(both)];
  if (!isDeepStrictEqual(domain, model)) expect(domain).toEqual(model);
  both.seen = both.incident.events.length;
}

/** Time passes, everything at its instant. */
function until(both: Both, at: number): void {
  for (let next = nextDue(both.rules, both.incident); next !== null && next <= at;) {
    const { incident } = both;
    both.incident = fireDue(both.rules, incident, Math.max(next, incident.lastEventAt));
    next = both.incident === incident ? null : nextDue(both.rules, both.incident);
  }
  pass(both.ticket, at);
}

function instantOf({ wait }: Move, ticket: Ticket): number {
  if (typeof wait === 'number') return ticket.now + wait;
  return Math.max(ticket.now, (coming(ticket)?.dueAt ?? ticket.now) + wait.off);
}

function does(both: Both, { deeds, by }: Move, key: string): void {
  const { ticket } = both;
  const { now } = ticket;
  const deed = deeds.find((one) => 'override' in one || possible[one.verb]!(ticket)) ?? deeds[0]!;
  if ('override' in deed) return override(both, { from: now, until: now + deed.lasts, person: deed.override });
  const body = deed.body(now);
  const outcomes = [inDomain(both, deed.verb, body, { key, by, at: now }), inModel(ticket, deed.verb, body, by)];
  if (outcomes[0] !== outcomes[1])
    throw new Error(`${deed.verb} ${deed.told} by ${by}: the domain ${outcomes[0]} it, the model ${outcomes[1]} it`);
  until(both, now);
}

function inDomain(both: Both, verb: Verb, body: object, act: { key: string; by: string; at: number }): string {
  try {
    both.incident = perform(verb, both.rules, both.incident, act, body as Bodies[Verb]);
    return 'does';
  } catch (error) {
    if (error instanceof ActRefused || error instanceof UnknownValue) return 'refuses';
    throw error;
  }
}

function inModel(ticket: Ticket, verb: Verb, body: object, by: string): string {
  ticket.actor = by;
  try {
    acts.act(ticket, verb, body);
    return 'does';
  } catch (error) {
    if (error instanceof Refused) return 'refuses';
    throw error;
  }
}

function override(both: Both, shift: { from: number; until: number; person: string }): void {
  const primary = both.rules.rotations['primary']!;
  const rotations = { ...both.rules.rotations, primary: { ...primary, overrides: [...primary.overrides, shift] } };
  both.rules = { ...both.rules, rotations };
  both.ticket.rules = both.rules;
}
