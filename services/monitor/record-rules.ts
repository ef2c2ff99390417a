import type { Transaction } from 'kysely';

import { countResults } from '../../db/monitors.ts';
import type { Found } from '../../db/monitors.ts';
import type { Database } from '../../db/schema.ts';
import { judgeRule } from '../../domain/monitor/verdict.ts';
import { adviceOf, effectOf, rulesOnCheck } from '../../domain/monitor/watched.ts';
import type { Watched } from '../../domain/monitor/watched.ts';
import type { Plan } from '../../domain/plan.ts';
import type { AlertRule } from '../../domain/plan/watching.ts';

import { limitsOf } from './limits.ts';
import { keep } from './keep.ts';

interface Seen {
  readonly found: Found;
  readonly now: number;
  readonly gapMs: number;
}

/** What the alert rules on a check make of its newest result. */
export async function recordRules(tx: Transaction<Database>, plan: Plan, check: Watched, seen: Seen): Promise<void> {
  const { found, now, gapMs } = seen;
  for (const [id, rule] of rulesOnCheck(plan, check.name.replace('check/', ''))) {
    const bounded = rule.above !== null || rule.below !== null;
    // With a bound the span is that over which results are counted, else for how long it must fail.
    const limits = bounded
      ? { fails: 1, forMs: 0 }
      : { fails: rule.failures ?? 1, forMs: rule.failures === null ? (rule.forMs ?? 0) : 0 };
    await keep(tx, {
      plan: plan.slug,
      name: `alert/${id}`,
      check: check.name,
      title: rule.title,
      advice: adviceOf(rule),
      effect: effectOf(rule),
      limits: limitsOf(limits, gapMs),
      found: bounded ? { ...found, ...(await shareOf(tx, plan.slug, check.name, rule, found)) } : found,
      now,
    });
  }
}

/** The share of failed results in the last `for`, against the rule's bound. */
async function shareOf(
  tx: Transaction<Database>,
  plan: string,
  name: string,
  { above, below, forMs }: AlertRule,
  { at, ms }: Found,
) {
  const { all, bad } = await countResults(tx, { plan, name, from: at - (forMs ?? 1), until: at });
  return judgeRule({ above, below }, { ms, fault: null, missing: null, values: all === 0 ? [] : [bad / all] });
}
