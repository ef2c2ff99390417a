import { standingOf } from '../../../db/announcements.ts';
import { announce as announceIt } from '../../maintenance/announce.ts';
import { kindOf } from '../../maintenance/kind.ts';
import { nextWindow, plannedWindow } from '../../maintenance/next-window.ts';
import { subjectOf } from '../../../domain/procedure/run.ts';
import type { Executor } from '../job.ts';

/**
 * Chooses the window that it is for, and has it told: once. What comes round by itself is for the window that its schedule means; what
 * somebody has planned for its own, and announced when they wanted.
 */
export const announce: Executor<{ kind: 'announce'; maintenance: string }> = async (desk, _, { run, rules, say }) => {
  const kind = kindOf(rules, run);
  const at = desk.now();
  if (kind === null) return { result: 'failed', why: 'no-window' };
  const { planned, why: cause } = run;
  if (planned?.announceAt != null && planned.announceAt > at)
    return { result: 'later', untilAt: planned.announceAt, why: 'planned' };
  const meantAt = cause.kind === 'schedule' ? cause.nominalAt + kind.leadMs : at;
  const choice = planned === undefined ? nextWindow(rules, kind, at, meantAt) : plannedWindow(rules, kind, planned, at);
  if (choice === null) return { result: 'failed', why: 'no-window' };
  const { window, passed } = choice;
  await desk.db.transaction().execute(async (tx) => {
    if ((await standingOf(tx, run.reference)) !== undefined) return;
    const why = passed.at(-1)?.why ?? null;
    await announceIt(tx, { rules, run, kind, window, why, at });
  });
  desk.stir(subjectOf(run.reference), 'announced');
  for (const one of passed) say(`${new Date(one.from).toISOString()}: ${one.why}\n`);
  const standing = (await standingOf(desk.db, run.reference))!;
  return { result: 'done', data: { fromAt: standing.from_at, untilAt: standing.until_at, passed: passed.length } };
};
