import { settlementsOf, standingOf } from '../../../db/announcements.ts';
import { subjectOf } from '../../../domain/maintenance/subject.ts';
import { announceBy, wasKept } from '../../../domain/maintenance/window.ts';
import type { Rules } from '../../../domain/plan.ts';
import type { MaintenanceKind } from '../../../domain/plan/maintenance.ts';
import type { Outcome } from '../../../domain/procedure/reported.ts';
import { announce } from '../../maintenance/announce.ts';
import { kindOf, wantedOf, windowsOf } from '../../maintenance/kind.ts';
import { nextWindow } from '../../maintenance/next-window.ts';
import type { Desk } from '../../desk.ts';
import type { Executor, Job } from '../job.ts';

/**
 * Waits for the maintenance window. What was announced begins only where its notice was kept: it stood in time, and every message about it
 * was accepted or finally refused by then. Where it was not, or the window is missed, it is announced anew for the next.
 */
export const window: Executor<{ kind: 'window' }> = async (desk, _, job) => {
  const { run, rules } = job;
  const kind = kindOf(rules, run);
  const standing = await standingOf(desk.db, run.reference);
  if (kind === null || standing === undefined) return open(rules, desk.now());
  const { from_at: fromAt, until_at: untilAt } = standing;
  const now = desk.now();
  const settlements = await settlementsOf(desk.db, subjectOf(run.plan, standing.id));
  const heard = { announcedAt: standing.at, settledAt: settlements.map((one) => one.settled_at) };
  const refused = settlements.filter(({ outcome }) => outcome !== null && outcome !== 'sent').length;
  const byAt = announceBy(wantedOf(rules, kind), fromAt);
  const data = { fromAt, untilAt, told: settlements.length, refused };
  if (!wasKept(heard, Math.min(byAt, now)) && now >= byAt) return moved(desk, job, kind, 'notice-not-kept');
  if (now < fromAt) return { result: 'later', untilAt: now < byAt ? byAt : fromAt, why: 'window', data };
  return now + kind.lastsMs > untilAt + graceMs ? moved(desk, job, kind, 'window-missed') : { result: 'done', data };
};

/** It begins a little after its instant in any case. */
const graceMs = 15 * 60_000;

async function moved(desk: Desk, { run, rules, say }: Job, kind: MaintenanceKind, why: string): Promise<Outcome> {
  const at = desk.now();
  const choice = nextWindow(rules, kind, at);
  if (choice === null) return { result: 'failed', why: 'no-window' };
  await desk.db.transaction().execute((tx) => announce(tx, { rules, run, kind, window: choice.window, why, at }));
  say(`${why}: ${new Date(choice.window.from).toISOString()}\n`);
  const { from, to } = choice.window;
  const byAt = announceBy(wantedOf(rules, kind), from);
  return { result: 'later', untilAt: Math.max(byAt, at + 1000), why, data: { fromAt: from, untilAt: to, moved: why } };
}

/** What nobody was promised anything about begins in the next window, or goes on in the one that is open. */
function open(rules: Rules, now: number): Outcome {
  const [next] = windowsOf(rules, now) ?? [{ from: now, to: now }];
  if (next === undefined) return { result: 'failed', why: 'no-window' };
  const data = { fromAt: next.from, untilAt: next.to };
  return next.from > now ? { result: 'later', untilAt: next.from, why: 'window', data } : { result: 'done', data };
}
