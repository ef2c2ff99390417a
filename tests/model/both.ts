import { isDeepStrictEqual } from 'node:util';

import { expect } from 'vitest';

import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Act, Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { migrated } from '../../domain/incident/migrating.ts';
import * as incidents from '../../domain/incident/open.ts';
import type { Rules } from '../../domain/plan.ts';

import * as acts from './acts.ts';
import { migrate } from './migrating.ts';
import { openTicket } from './opening.ts';
import { coming, pass } from './passing.ts';
import { possible } from './possible.ts';
import { asTheDomainSees, asTheModelSees } from './seen.ts';
import type { Acting, Move, Override, Sequence } from './sequence.ts';
import { Refused } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** The same incident as the domain and as the model see it. */
export interface Both {
  /** By version of the plan. */
  rules: readonly Rules[];
  /** Which version holds. */
  version: number;
  incident: Incident;
  readonly ticket: Ticket;
  /** How many events were looked at before. */
  seen: number;
}

/** Lives a sequence in the domain and in the model, `check` looking at both after the opening and after each move. */
export function live(
  rules: readonly Rules[],
  { opening, start, moves }: Sequence,
  check: (both: Both) => void = agree,
): Both {
  const both: Both = {
    rules,
    version: 0,
    incident: incidents.open(rules[0]!, opening, start),
    ticket: openTicket(rules[0]!, opening, start),
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

/** By what it is decided now. */
const rulesOf = ({ rules, version }: Both): Rules => rules[version]!;

/** Time passes, everything at its instant. */
function until(both: Both, at: number): void {
  const rules = rulesOf(both);
  for (let next = nextDue(rules, both.incident); next !== null && next <= at;) {
    const { incident } = both;
    both.incident = fireDue(rules, incident, Math.max(next, incident.lastEventAt));
    next = both.incident === incident ? null : nextDue(rules, both.incident);
  }
  pass(both.ticket, at);
}

function instantOf({ wait }: Move, ticket: Ticket): number {
  if (typeof wait === 'number') return ticket.now + wait;
  return Math.max(ticket.now, (coming(ticket)?.dueAt ?? ticket.now) + wait.off);
}

/** The first deed that is possible; where none is, the first is tried all the same. */
function does(both: Both, { deeds, by }: Move, key: string): void {
  const { ticket } = both;
  const { now } = ticket;
  const deed = deeds.find((one) => !('verb' in one) || possible[one.verb]!(ticket)) ?? deeds[0]!;
  if ('override' in deed) return override(both, deed);
  const act = { key, by, at: now };
  const [inDomain, inModel] = 'verb' in deed ? acting(both, deed, act) : moving(both, deed.retroactive, act);
  const outcomes = [outcome(inDomain), outcome(inModel)];
  if (outcomes[0] !== outcomes[1])
    throw new Error(`${JSON.stringify(deed)} by ${by}: the domain ${outcomes[0]} it, the model ${outcomes[1]} it`);
  until(both, now);
}

type Doing = readonly [domain: () => void, model: () => void];

function acting(both: Both, { verb, body }: Acting, act: Act): Doing {
  const said = body(act.at) as Bodies[Verb];
  const { ticket } = both;
  ticket.actor = act.by!;
  return [
    () => (both.incident = perform(verb, rulesOf(both), both.incident, act, said)),
    () => acts.act(ticket, verb, said),
  ];
}

/** To the other version of the plan. */
function moving(both: Both, retroactive: boolean, act: Act): Doing {
  const [old, next] = [rulesOf(both), both.rules[1 - both.version]!];
  return [
    () => {
      if (both.incident.endedAt !== null) throw new ActRefused('It has ended.');
      both.incident = migrated(old, next, both.incident, act, retroactive);
      both.version = 1 - both.version;
    },
    () => migrate(both.ticket, next, retroactive),
  ];
}

function outcome(doing: () => void): string {
  try {
    doing();
    return 'does';
  } catch (error) {
    if (error instanceof ActRefused || error instanceof UnknownValue || error instanceof Refused) return 'refuses';
    throw error;
  }
}

/** Whatever the version of the plan, somebody else is on call for a while. */
function override(both: Both, { override: person, of, after, lasts }: Override): void {
  const from = both.ticket.now + after;
  both.rules = both.rules.map((rules) => {
    const rotation = rules.rotations[of]!;
    const overrides = [...rotation.overrides, { from, until: from + lasts, person }];
    return { ...rules, rotations: { ...rules.rotations, [of]: { ...rotation, overrides } } };
  });
  both.ticket.rules = rulesOf(both);
}
