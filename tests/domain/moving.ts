import { expect } from 'vitest';

import { fireDue } from '../../domain/incident/due.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { migrated } from '../../domain/incident/migrating.ts';
import type { Rules } from '../../domain/plan.ts';

import { monday, shop } from './support.ts';

/** The version of the shop's plan that tests open incidents under. */
export const first = shop();

/** A second version of the shop's plan. */
export function second(change: (text: string) => string): Rules {
  const rules = shop(change);
  return { ...rules, plan: { ...rules.plan, version: 2 } };
}
/** The same with one text in place of another. */
export const swapped = (from: string, to: string) =>
  second((text) => {
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  });

/** What a service does: what fell due under the first version, the move, and what that made due. */
export function moving(next: Rules, incident: Incident, after: number, retroactive = true): Incident {
  const at = monday + after;
  const before = fireDue(first, incident, at);
  const moved = migrated(first, next, before, { key: 'migrate:2', by: 'ana', at }, retroactive);
  return fireDue(next, moved, at);
}

export const quicker = swapped('response: 1h, resolution: 4h', 'response: 30m, resolution: 2h');
export const slower = swapped('response: 1h, resolution: 4h', 'response: 2h, resolution: 8h');
