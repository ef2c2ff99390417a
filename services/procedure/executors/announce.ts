import { standingOf } from '../../../db/announcements.ts';
import { choose } from '../../../domain/maintenance/window.ts';
import { announce as announceIt } from '../../maintenance/announce.ts';
import { kindOf, wantedOf, windowsOf } from '../../maintenance/kind.ts';
import { subjectOf } from '../../../domain/procedure/run.ts';
import type { Executor } from '../job.ts';

/** So long may messages take. */
export const marginMs = 5 * 60_000;

/** Chooses the window that it is for, and has it told: once. What comes round by itself is for the window that its schedule means. */
export const announce: Executor<{ kind: 'announce'; maintenance: string }> = async (desk, _, { run, rules, say }) => {
  const kind = kindOf(rules, run);
  const at = desk.now();
  if (kind === null) return { result: 'failed', why: 'no-window' };
  const meantAt = run.why.kind === 'schedule' ? run.why.nominalAt + kind.leadMs : at;
  const windows = windowsOf(rules, at)?.filter(({ from }) => from >= meantAt) ?? [];
  const choice = choose(windows, wantedOf(rules, kind), at + marginMs);
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
