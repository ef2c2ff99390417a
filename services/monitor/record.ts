import type { Found } from '../../db/monitors.ts';
import { judge, judgeRule } from '../../domain/monitor/verdict.ts';
import type { Measured } from '../../domain/monitor/verdict.ts';
import type { Watched } from '../../domain/monitor/watched.ts';
import type { Plan } from '../../domain/plan.ts';
import { longestGapMs } from '../../language/time/gaps.ts';
import type { Desk } from '../desk.ts';

import { keep } from './keep.ts';
import { limitsOf } from './limits.ts';
import { recordRules } from './record-rules.ts';

/**
 * Keeps what was found for a nominal instant, once however often it is told, and what that changes; a change of state is received in
 * the same transaction. What alert rules make of it goes with it. Answers whether it was new.
 */
export async function record(
  desk: Pick<Desk, 'db' | 'now'>,
  plan: Plan,
  watched: Watched,
  { nominalAt, measured }: { readonly nominalAt: number; readonly measured: Measured },
): Promise<boolean> {
  const { name, title, advice, effect, expected, rule } = watched;
  const verdict = rule ? judgeRule(expected, measured) : judge(expected, measured);
  const found: Found = { at: nominalAt, ms: measured.ms, ...verdict };
  const gapMs = longestGapMs(watched.every) ?? 0;
  const limits = limitsOf(watched, gapMs);
  const now = desk.now();
  return desk.db.transaction().execute(async (tx) => {
    const isNew = await keep(tx, { plan: plan.slug, name, title, advice, effect, limits, found, now });
    if (isNew && !rule && found.ok !== null) await recordRules(tx, plan, watched, { found, now, gapMs });
    return isNew;
  });
}
