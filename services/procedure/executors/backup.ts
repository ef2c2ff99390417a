import type { Outcome } from '../../../domain/procedure/reported.ts';
import { Settings } from '../../../language/settings.ts';
import { Failure } from '../../backup/driver.ts';
import { proveBackup } from '../../backup/prove.ts';
import { prune } from '../../backup/prune.ts';
import { removing } from '../../backup/remove.ts';
import { restoreBackup } from '../../backup/restore.ts';
import { takeBackup } from '../../backup/take.ts';
import type { Desk } from '../../desk.ts';
import type { Executor, Job } from '../job.ts';

const asked = ({ run, rules: { plan } }: Job, backup: string) => ({ plan, backup, run: run.reference });

/** Makes a copy in each place of a backup; one that is strange counts, and has failed so that somebody looks at it. */
export const backup: Executor<{ kind: 'backup'; backup: string }> = (desk, { backups }, job, act) =>
  judged(desk, async () => {
    // Copies are not unmade: retention lets them go.
    if (job.undo) return { result: 'done' };
    const { copies, suspicion } = await takeBackup(desk, backups, asked(job, act.backup), job);
    const [{ bytes, ms, id }] = copies as [(typeof copies)[number]];
    const data = { copy: id, bytes, ms, places: copies.length };
    return suspicion === null ? { result: 'done', data } : { result: 'failed', why: suspicion, data };
  });

/** Really restores the newest copy, looks at it, and takes it away again. */
export const restoreTest: Executor<{ kind: 'restore test'; backup: string }> = (desk, { backups }, job, act) =>
  judged(desk, async () => {
    const { copy, ms, test } = await proveBackup(desk, backups, asked(job, act.backup), job);
    return { result: 'done', data: { copy, ms, test } };
  });

/**
 * Restores into the empty database or folder that the answer `into` names, as of the instant of the answer `at`; without the first it
 * is only shown that it can be. What is not empty is never touched, nor is what was restored undone.
 */
export const restore: Executor<{ kind: 'restore'; backup: string }> = (desk, tools, job, act) =>
  judged(desk, async () => {
    if (job.undo) return { result: 'failed', why: 'not-undone' };
    const { into: written, at } = job.answers;
    if (written === undefined) return restoreTest(desk, tools, job, { kind: 'restore test', backup: act.backup });
    const into = new Settings(desk.env).resolve(written, []);
    if (into === null) throw new Failure('not-configured', 'into');
    const instant = at === undefined ? null : Date.parse(at);
    if (Number.isNaN(instant)) throw new Failure('not-an-instant', 'at');
    const { id } = await restoreBackup(desk, tools.backups, { ...asked(job, act.backup), into, at: instant }, job);
    return { result: 'done', data: { copy: id } };
  });

/** Lets go what may go of a backup's data set, and deletes it. */
export const retention: Executor<{ kind: 'retention'; backup: string }> = (desk, { backups }, job, act) =>
  judged(desk, async () => {
    const { plan } = job.rules;
    const set = plan.backups[act.backup]?.of;
    if (job.undo || set === undefined) return { result: 'done' };
    const { removed, left } = await prune(desk, plan, set, removing(desk, backups, plan, job));
    return left === 0
      ? { result: 'done', data: { removed } }
      : { result: 'failed', why: 'not-deleted', data: { removed, left } };
  });

/** What another one is busy with ends, or is taken for lost. */
const busyMs = 60_000;

async function judged({ now }: Desk, doing: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await doing();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'already-running') return { result: 'later', untilAt: now() + busyMs, why: error.code };
    return { result: 'failed', why: error.code, ...(error.about !== null && { data: { about: error.about } }) };
  }
}
