import { countCopies, lastAttempts, lastRestoreTests, lastTestsByHand, newestCopies } from '../../db/backup-figures.ts';
import type { Copy } from '../../db/copies.ts';
import { pauseWithin } from '../../db/occurrences.ts';
import { firstApplied, planVersion } from '../../db/plans.ts';
import type { RestoreTest } from '../../db/restore-tests.ts';
import { ageing, lasting } from '../../domain/backup/objectives.ts';
import type { Objective } from '../../domain/backup/objectives.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Backup } from '../../domain/plan/backups.ts';
import { rpoOf, rtoOf } from '../../domain/plan/recovery.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { longestGapMs } from '../../language/time/gaps.ts';
import type { Desk } from '../desk.ts';

import { isConfigured } from './configured.ts';
import { lateAfter, nextAfter } from './rhythm.ts';
import type { Rhythm } from './rhythm.ts';

/** How a backup stands. */
export interface Standing {
  readonly name: string;
  readonly backup: Backup;
  /** Nothing runs on one that is not. */
  readonly configured: boolean;
  /** The newest copy that can be counted on. */
  readonly newest: Copy | null;
  /** The last attempt to make one. */
  readonly last: Copy | null;
  /** The last restore test that has ended. */
  readonly tested: RestoreTest | null;
  /** The good copies. */
  readonly count: number;
  readonly bytes: number;
  /** When it comes round next, epoch ms; null: it has no rhythm. */
  readonly nextAt: number | null;
  /** Since when one should have been begun that was not, epoch ms; null: none is missing. */
  readonly missedAt: number | null;
  /** Of its data set; null: nothing is promised. */
  readonly rpo: Objective | null;
  readonly rto: Objective | null;
  /** How long ago a copy was really restored, against how often that is to be done. */
  readonly proof: Objective | null;
}

interface ProvenByHand {
  readonly started_at: number;
  readonly ended_at: number | null;
}

/** What is known of the backups of a plan, and since when the plan has them. */
interface Known {
  readonly plan: Plan;
  readonly sources: Readonly<Record<string, CalendarSource>>;
  readonly bornAt: number;
  readonly appliedAt: number;
  readonly newest: ReadonlyMap<string, Copy>;
  readonly last: ReadonlyMap<string, Copy>;
  readonly tested: ReadonlyMap<string, RestoreTest>;
  readonly passed: ReadonlyMap<string, RestoreTest>;
  /** Runs by which people restored what a provider makes, by their procedure. */
  readonly byHand: ReadonlyMap<string, ProvenByHand>;
  readonly now: number;
  readonly env: Desk['env'];
}

/** How each backup of a plan stands now. */
export async function standings(
  { db, now, env }: Pick<Desk, 'db' | 'now' | 'env'>,
  plan: Plan,
): Promise<readonly Standing[]> {
  if (Object.keys(plan.backups).length === 0) return [];
  const { slug, version } = plan;
  const [row, bornAt, newest, last, tested, passed, counts, byHand] = await Promise.all([
    planVersion(db, slug, version),
    firstApplied(db, slug),
    newestCopies(db, slug),
    lastAttempts(db, slug),
    lastRestoreTests(db, slug, { passed: false }),
    lastRestoreTests(db, slug, { passed: true }),
    countCopies(db, slug),
    lastTestsByHand(db, slug),
  ]);
  const known: Known = {
    plan,
    sources: row!.sources as Known['sources'],
    bornAt: bornAt ?? now(),
    appliedAt: row!.applied_at,
    newest: byBackup(newest),
    last: byBackup(last),
    tested: byBackup(tested),
    passed: byBackup(passed),
    byHand: new Map(byHand.map((run) => [run.procedure, run])),
    now: now(),
    env,
  };
  const all = Object.keys(plan.backups).map(async (name) => {
    const { count = 0, bytes = 0 } = counts.find(({ backup }) => backup === name) ?? {};
    const stands = standingOf(known, name);
    return { ...stands, missedAt: await unlessPaused(db, slug, name, stands.missedAt, known.now), count, bytes };
  });
  return Promise.all(all);
}

/** Nobody misses what somebody has paused with a reason. */
async function unlessPaused(db: Desk['db'], plan: string, name: string, at: number | null, now: number) {
  if (at === null) return null;
  return (await pauseWithin(db, plan, `backups/${name}`, at, now)) === undefined ? at : null;
}

const byBackup = <T extends { readonly backup: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.backup, row]));

function standingOf(known: Known, name: string): Omit<Standing, 'count' | 'bytes'> {
  const backup = known.plan.backups[name]!;
  const limitMs = rtoOf(known.plan, name);
  return {
    name,
    backup,
    configured: isConfigured(backup, known.env),
    newest: known.newest.get(name) ?? null,
    last: known.last.get(name) ?? null,
    tested: known.tested.get(name) ?? null,
    nextAt: nextAfter(rhythmOf(known, name), known.now),
    missedAt: missedSince(known, name),
    rpo: rpoStanding(known, backup.of),
    rto: limitMs === null ? null : rtoStanding(known, name, limitMs),
    proof: proofOf(known, name),
  };
}

/** What a provider makes is seen to by looking at it. */
function missedSince(known: Known, name: string): number | null {
  const { driver, lastsMs } = known.plan.backups[name]!;
  if (driver === 'watch') return null;
  const lateAt = lateAfter(rhythmOf(known, name), known.last.get(name)?.began_at ?? known.appliedAt, lastsMs);
  return lateAt !== null && known.now >= lateAt ? lateAt : null;
}

/** As the last restore took that came to its end; one that has failed is told of by itself. */
function rtoStanding({ tested, passed }: Known, name: string, limitMs: number): Objective {
  const last = tested.get(name);
  const failed = last?.status === 'failed' && last.ms !== null;
  const stands = lasting(limitMs, (failed ? last : passed.get(name))?.ms ?? null);
  return failed ? { ...stands, alarms: false } : stands;
}

const rhythmOf = ({ plan, sources }: Known, name: string): Rhythm => ({
  plan,
  sources,
  every: plan.backups[name]!.every,
  name: `backups/${name}`,
});

/** Whatever backup of a data set has the newest copy counts; what is copied on change loses nothing by waiting. */
function rpoStanding(known: Known, set: string): Objective | null {
  const { plan, newest, bornAt, now } = known;
  const limitMs = rpoOf(plan, set);
  const all = Object.entries(plan.backups).filter(([, { of }]) => of === set);
  if (limitMs === null || all.some(([, { every }]) => every.kind === 'on change')) return null;
  const reached = all.flatMap(([name]) => newest.get(name)?.reaches_at ?? []);
  const asOfAt = reached.length === 0 ? null : Math.max(...reached);
  const late = all.map(([name, { lastsMs }]) => lateAfter(rhythmOf(known, name), asOfAt ?? bornAt, lastsMs));
  const dated = late.filter((one) => one !== null);
  return ageing({ limitMs, asOfAt, sinceAt: bornAt, lateAt: dated.length === 0 ? null : Math.min(...dated) }, now);
}

const hour = 3_600_000;

/** People take days for what a machine does within an hour. */
const usualTestMs = ({ plan }: Known, name: string): number =>
  plan.backups[name]!.driver === 'watch' ? 72 * hour : hour;

/** When the last test began, and when the last one that passed ended. */
function provenOf({ plan, tested, passed, byHand }: Known, name: string, procedure: string) {
  const run = plan.backups[name]!.driver === 'watch' ? byHand.get(procedure) : undefined;
  const beganAt = run?.started_at ?? tested.get(name)?.began_at ?? null;
  return { beganAt, asOfAt: run?.ended_at ?? passed.get(name)?.ended_at ?? null };
}

function proofOf(known: Known, name: string): Objective | null {
  const { restoreTest, restoreTakesMs } = known.plan.backups[name]!;
  if (restoreTest === null) return null;
  const { every, withinMs } = restoreTest;
  const limitMs = longestGapMs(every);
  // On change, or always: nobody can say when it is late.
  if (limitMs === null || limitMs === 0) return null;
  const rhythm = { plan: known.plan, sources: known.sources, every, name: `backups/${name}/restore-test` };
  const { beganAt, asOfAt } = provenOf(known, name, rhythm.name);
  const sinceAt = known.bornAt;
  const lateAt = lateAfter(rhythm, beganAt ?? sinceAt, withinMs ?? restoreTakesMs ?? usualTestMs(known, name));
  return ageing({ limitMs, asOfAt, sinceAt, lateAt }, known.now);
}
