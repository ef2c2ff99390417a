import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { heard } from '../../domain/incident/heard.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Act, Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { migrated } from '../../domain/incident/migrating.ts';
import type { Rules } from '../../domain/plan.ts';

import type { Move } from './sequence.ts';

/** One incident, on the server and in the domain alone. */
export interface Twin {
  readonly reference: string;
  readonly moves: readonly Move[];
  incident: Incident;
}

/** By version of the plan. */
export type Versions = ReadonlyMap<number, Rules>;

const rulesOf = (versions: Versions, { incident }: Twin): Rules => versions.get(incident.planVersion)!;

/** Time passes in the domain alone, everything at its instant. */
export function passing(versions: Versions, twin: Twin, until: number): void {
  const rules = rulesOf(versions, twin);
  for (let at = nextDue(rules, twin.incident); at !== null && at <= until; at = nextDue(rules, twin.incident))
    twin.incident = fireDue(rules, twin.incident, Math.max(at, twin.incident.lastEventAt));
}

/** Whether it was done. */
export function inDomain(versions: Versions, twin: Twin, verb: Verb, body: object, act: Act): boolean {
  const rules = rulesOf(versions, twin);
  return possibly(() => {
    const done = perform(verb, rules, twin.incident, act, body as Bodies[Verb]);
    // The server mails at once whoever asked, and knows that they were told.
    const told = done.untold === null ? done : heard(rules, fireDue(rules, done, act.at), act.at, act.at);
    twin.incident = fireDue(rules, told, act.at);
  });
}

/** To another version of the plan, where it can go by that. */
export function migrating(versions: Versions, twin: Twin, version: number, at: number): void {
  const [old, next] = [rulesOf(versions, twin), versions.get(version)!];
  const act = { key: `migrate:${version}`, by: 'admin', at };
  if (twin.incident.endedAt !== null) return;
  possibly(() => (twin.incident = fireDue(next, migrated(old, next, twin.incident, act), at)));
}

function possibly(doing: () => void): boolean {
  try {
    doing();
    return true;
  } catch (error) {
    if (error instanceof ActRefused || error instanceof UnknownValue) return false;
    throw error;
  }
}
