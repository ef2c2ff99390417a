import type { Plan } from '../plan.ts';

import { known, UnknownValue } from './incident.ts';
import { lookBackOn } from './look-back.ts';

/** The category of the message that proves the emergency contacts; its schedule and its escalation policy are called so, too. No plan can have such a name. */
export const emergencyTest = 'emergency/test';

/** The category of tickets about weaknesses of what is in use. */
export const vulnerability = 'vulnerability';

/** What somebody says a ticket is. */
interface Said {
  readonly type?: string | undefined;
  readonly severity?: string | undefined;
  readonly category?: string | undefined;
}

/**
 * Of what type and severity a new ticket is: what was said, else what its category gives; an incident where neither says
 * the type. Throws `UnknownValue` for a category that the plan does not have, and where neither says the severity.
 */
export function classified(plan: Plan, { type, severity, category }: Said): { type: string; severity: string } {
  const name = category === undefined ? '' : knownCategory(plan, category);
  const usual = Object.hasOwn(plan.categories, name) ? plan.categories[name] : undefined;
  const its = severity ?? usual?.severity ?? undefined;
  if (its === undefined) throw noSeverity(plan);
  return { type: type ?? usual?.type ?? 'incident', severity: its };
}

/** `category` if the plan has it, or has none at all; else throws `UnknownValue`. The tickets of a review are called by its name. */
export function knownCategory({ categories, reviews, procedures, vulnerabilities }: Plan, category: string): string {
  const names = Object.keys(categories);
  const own = [emergencyTest, ...(vulnerabilities === null ? [] : [vulnerability])];
  const isLookBack = Object.keys(procedures).some((name) => lookBackOn(name) === category);
  const free = names.length === 0 || Object.hasOwn(reviews, category) || isLookBack || own.includes(category);
  return free ? category : known('category', category, names);
}

function noSeverity({ severities, categories }: Plan): UnknownValue {
  const giving = Object.keys(categories).filter((name) => categories[name]!.severity !== null);
  const or = giving.length === 0 ? '' : `, or name a category that gives one: ${giving.join(', ')}`;
  return new UnknownValue(
    'severity',
    `The severity is missing: say one of ${Object.keys(severities).join(', ')}${or}.`,
  );
}
