import type { Desk } from '../desk.ts';

import { begin, begunAs } from './begin.ts';
import { instantsBetween, recurring } from './coming.ts';

const lookBackMs = 86_400_000;
/** Temporal may well be catching up by itself. */
const overdueMs = 10 * 60_000;
/** Of something that comes round every minute only the last ones are worth a ticket. */
const most = 24;

/** Begins what came round since its plan is in force, in the last day, and was begun by nobody; answers how much that was. */
export async function beginMissed(desk: Desk): Promise<number> {
  const until = desk.now() - overdueMs;
  let missed = 0;
  for (const one of await recurring(desk))
    for (const nominalAt of instantsBetween(one, Math.max(one.appliedAt, until - lookBackMs), until).slice(-most)) {
      const occurrence = { plan: one.plan, name: one.name, nominalAt };
      if ((await begunAs(desk, occurrence)) !== undefined) continue;
      await begin(desk, occurrence);
      missed += 1;
    }
  return missed;
}
