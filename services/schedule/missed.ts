import type { Desk } from '../desk.ts';

import { begin, settledAs } from './begin.ts';
import { instantsBetween, recurring } from './coming.ts';
import type { Recurring } from './coming.ts';

const day = 86_400_000;
/** Temporal may well be catching up by itself. */
const overdueMs = 10 * 60_000;
/** Of something that comes round every minute only the last ones are worth a ticket. */
const most = 24;

/**
 * Begins what came round since its plan is in force and was begun by nobody: of the last day, and of what is rarer the last time in
 * `lookBackMs`. Temporal need not be there for it. Answers how much that was; `failed` hears of what could not be begun.
 */
export async function beginMissed(
  desk: Desk,
  lookBackMs = day,
  failed: (name: string, error: unknown) => void = rethrow,
): Promise<number> {
  const until = desk.now() - overdueMs;
  let missed = 0;
  for (const one of await recurring(desk))
    for (const nominalAt of lately(one, until, lookBackMs)) {
      const occurrence = { plan: one.plan, name: one.name, nominalAt };
      if ((await settledAs(desk, occurrence)) !== undefined) continue;
      const began = await begin(desk, occurrence).then(
        () => 1,
        (error: unknown) => (failed(`${one.plan}/${one.name}`, error), 0),
      );
      missed += began;
    }
  return missed;
}

/** The instants before `until` that somebody should have begun: those of a day, else the last one of a longer time. */
export function lately(one: Recurring, until: number, lookBackMs: number): readonly number[] {
  const from = (ms: number) => Math.max(one.appliedAt, until - ms);
  const ofADay = instantsBetween(one, from(day), until).slice(-most);
  if (ofADay.length > 0 || lookBackMs <= day) return ofADay;
  return instantsBetween(one, from(lookBackMs), until).slice(-1);
}

const rethrow = (_name: string, error: unknown): never => {
  throw error;
};
