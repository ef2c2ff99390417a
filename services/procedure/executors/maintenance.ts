import type { Transaction } from 'kysely';

import { beginSpans, changeAnnouncement, endSpans, insertAnnouncement, standingOf } from '../../../db/announcements.ts';
import type { Database } from '../../../db/schema.ts';
import { procedureOf } from '../../../domain/procedure/run.ts';
import { say } from '../../maintenance/announce.ts';
import { toldOf } from '../../maintenance/kind.ts';
import type { Executor, Job } from '../job.ts';

const day = 86_400_000;
const emergency = 'emergency';

/**
 * Begins and ends maintenance: alerts about its services open nothing meanwhile, and what was announced is no downtime. It ends by itself
 * when what was announced does, or after as long as the procedure may take. Undone, it is over. Twice, it changes nothing.
 */
export const maintenance: Executor<{ kind: 'maintenance'; on: boolean }> = async (desk, _, job, { on }) => {
  const at = desk.now();
  if (!on || job.undo) {
    await desk.db.transaction().execute((tx) => end(tx, job, at));
    return { result: 'done' };
  }
  return { result: 'done', data: { endBy: await desk.db.transaction().execute((tx) => begin(tx, job, at)) } };
};

/** Answers by when it should be over, or be told. */
async function begin(tx: Transaction<Database>, { run, rules }: Job, at: number): Promise<number> {
  const { reference, plan } = run;
  const { withinMs, service } = procedureOf(rules, run);
  const standing = await standingOf(tx, reference);
  const services = standing?.services ?? (service === null ? [] : [service]);
  const until = standing?.until_at ?? at + (withinMs ?? day);
  await beginSpans(tx, { plan, run: reference, services, from: at, until, announced: standing !== undefined });
  if (standing !== undefined || run.procedure !== `maintenance/${emergency}`) return until;
  const row = { plan, run: reference, kind: emergency, services, at, from_at: at, until_at: until, why: emergency };
  await insertAnnouncement(tx, row);
  return tellBy(rules, at);
}

const tellBy = ({ plan }: Job['rules'], at: number): number => at + (plan.maintenance?.afterwardsWithinMs ?? day);

async function end(tx: Transaction<Database>, { run, rules }: Job, at: number): Promise<void> {
  await endSpans(tx, run.reference, at);
  const standing = await standingOf(tx, run.reference);
  if (standing === undefined || standing.ended_at !== null) return;
  await changeAnnouncement(tx, standing.id, { ended_at: at });
  const { from_at: fromAt, until_at: untilAt } = standing;
  const data = { run: run.reference, fromAt, untilAt, late: at > untilAt };
  await say(tx, rules, standing, { kind: 'over', at, data }, toldOf(rules, run));
}
