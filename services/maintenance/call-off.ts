import type { Transaction } from 'kysely';

import { endSpans, standingOf, withdraw } from '../../db/announcements.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Run } from '../../domain/procedure/run.ts';

import { say } from './announce.ts';
import { toldOf } from './kind.ts';

/** What was announced and does not come about is taken back, and who was told of it hears so; what had begun is over. */
export async function callOff(tx: Transaction<Database>, rules: Rules, run: Run, at: number): Promise<void> {
  await endSpans(tx, run.reference, at);
  const standing = await standingOf(tx, run.reference);
  if (standing === undefined || standing.ended_at !== null) return;
  await withdraw(tx, standing, at);
  const data = { run: run.reference, fromAt: standing.from_at, untilAt: standing.until_at };
  await say(tx, rules, standing, { kind: 'called-off', at, data }, toldOf(rules, run));
}
