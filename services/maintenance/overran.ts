import type { Transaction } from 'kysely';

import { standingOf } from '../../db/announcements.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Run } from '../../domain/procedure/run.ts';

import { say } from './announce.ts';
import { kindOf, toldOf } from './kind.ts';

/** Who was told when it would be over hears that it is not; who would be told afterwards of an emergency, that it goes on. */
export async function sayOverran(tx: Transaction<Database>, rules: Rules, run: Run, at: number): Promise<void> {
  const standing = await standingOf(tx, run.reference);
  if (standing === undefined || standing.ended_at !== null) return;
  const data = { run: run.reference, fromAt: standing.from_at, untilAt: standing.until_at };
  const kind = kindOf(rules, run) === null ? 'goes-on' : 'overruns';
  await say(tx, rules, standing, { kind, at, data }, toldOf(rules, run));
}
