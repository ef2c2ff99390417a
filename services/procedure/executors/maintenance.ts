import type { Transaction } from 'kysely';

import { beginSpans, changeAnnouncement, endSpans, insertAnnouncement, standingOf } from '../../../db/announcements.ts';
import type { Database } from '../../../db/schema.ts';
import { procedureOf } from '../../../domain/procedure/run.ts';
import { say } from '../../maintenance/announce.ts';
import { kindOf } from '../../maintenance/kind.ts';
import type { Executor, Job } from '../job.ts';

const day = 86_400_000;
const emergency = 'emergency';

/**
 * Begins and ends maintenance: alerts about its services open nothing meanwhile, and what was announced is no downtime. It ends by itself
 * when what was announced does, or after as long as the procedure may take. Undone, it is over. Twice, it changes nothing.
 */
export const maintenance: Executor<{ kind: 'maintenance'; on: boolean }> = async (desk, _, job, { on }) => {
  const at = desk.now();
  await desk.db.transaction().execute((tx) => (on && !job.undo ? begin(tx, job, at) : end(tx, job, at)));
  return { result: 'done' };
};

async function begin(tx: Transaction<Database>, { run, rules }: Job, at: number): Promise<void> {
  const { reference, plan } = run;
  const { withinMs, service } = procedureOf(rules, run);
  const standing = await standingOf(tx, reference);
  const services = standing?.services ?? (service === null ? [] : [service]);
  const until = standing?.until_at ?? at + (withinMs ?? day);
  await beginSpans(tx, { plan, run: reference, services, from: at, until, announced: standing !== undefined });
  if (standing !== undefined || run.procedure !== `maintenance/${emergency}`) return;
  const row = { plan, run: reference, kind: emergency, services, at, from_at: at, until_at: until, why: emergency };
  await insertAnnouncement(tx, row);
}

async function end(tx: Transaction<Database>, { run, rules }: Job, at: number): Promise<void> {
  await endSpans(tx, run.reference, at);
  const standing = await standingOf(tx, run.reference);
  if (standing === undefined || standing.ended_at !== null) return;
  await changeAnnouncement(tx, standing.id, { ended_at: at });
  const { from_at: fromAt, until_at: untilAt } = standing;
  const data = { run: run.reference, fromAt, untilAt, late: at > untilAt };
  const tell = kindOf(rules, run)?.tell ?? rules.plan.maintenance?.afterwards ?? [];
  await say(tx, rules, standing, { kind: 'over', at, data }, tell);
}
