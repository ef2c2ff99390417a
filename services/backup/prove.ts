import { damageCopy, goodCopies, proveCopy } from '../../db/copies.ts';
import type { Copy } from '../../db/copies.ts';
import { beginRestoreTest, endRestoreTest, failLostRestoreTests, holdRestoreTest } from '../../db/restore-tests.ts';
import type { Evidence } from '../../db/schema/backups.ts';
import { rtoOf } from '../../domain/plan/recovery.ts';
import type { Desk } from '../desk.ts';

import { Failure } from './driver.ts';
import type { Restored, Work } from './driver.ts';
import { limitOf, whileHeld } from './held.ts';
import { driverOf, placeOf, sourceOf } from './source.ts';
import type { BackupTools } from './source.ts';
import { standingIn } from './take.ts';
import type { Asked } from './take.ts';
import { judged } from './validate.ts';

type Proving = Pick<Desk, 'db' | 'now' | 'env'>;

/** Where nobody answers any more, nothing is said of the copy. */
const stillThere = (tools: BackupTools, database: string, { signal }: Work): Promise<unknown> =>
  tools.ask(database, 'select 1', signal).catch(() => {
    throw new Failure('scratch-lost');
  });

/** What was found out by restoring a copy. */
export interface Proven {
  readonly test: number;
  readonly copy: number;
  /** How long restoring took. */
  readonly ms: number;
}

/** What says that the copy itself is not whole; anything else may be the fault of where it was restored. */
const itsFault = new Set(['checksum', 'empty', 'gone', 'damaged', 'does-not-restore', 'does-not-start', 'not-valid']);

/**
 * Really restores the newest copy of a backup to a place of its own, asks it the plan's queries, and takes everything away again,
 * whatever happens. What it found is kept as evidence. Throws a `Failure` where the copy is no good, or it took too long.
 */
export async function proveBackup(desk: Proving, tools: BackupTools, asked: Asked, work: Work): Promise<Proven> {
  const { db, now } = desk;
  const { test, copy, allowedMs, limitMs } = await begun(desk, asked);
  const evidence: Writable<Evidence> = {};
  let ms: number | null = null;
  const end = (failedWhy: string | null) => endRestoreTest(db, test, { endedAt: now(), ms, failedWhy, evidence });
  try {
    if (copy === undefined) throw new Failure('no-copy');
    const hold = () => holdRestoreTest(db, test);
    ms = await whileHeld(work, { hold, limitMs }, (held) =>
      restoredAndAsked(desk, tools, { asked, copy, evidence }, held),
    );
    await proveCopy(db, copy.id, now());
    if (ms > allowedMs) throw new Failure('too-slow');
    await end(null);
    return { test, copy: copy.id, ms };
  } catch (error) {
    const code = error instanceof Failure ? error.code : 'unexpected';
    await end(code);
    if (copy !== undefined && itsFault.has(code)) await damageCopy(db, copy.id, code);
    throw error;
  }
}

/** Which copy is tested, and how long that may take; written down before it is begun. */
async function begun({ db, now }: Proving, { plan, backup, run }: Asked) {
  await failLostRestoreTests(db, now());
  const copy = leastProven(await goodCopies(db, plan.slug, backup));
  const { restoreTest, restoreTakesMs } = plan.backups[backup]!;
  const [within, rto] = [restoreTest?.withinMs ?? null, rtoOf(plan, backup)];
  const age = copy === undefined ? null : Math.max(0, now() - (copy.reaches_at ?? copy.began_at));
  const about = { plan: plan.slug, backup, copy: copy?.id ?? null, run, began_at: now(), age_ms: age };
  const test = await beginRestoreTest(db, { ...about, within_ms: within, rto_ms: rto });
  const allowedMs = Math.min(within ?? Infinity, rto ?? Infinity);
  return { test, copy, allowedMs, limitMs: limitOf(within ?? restoreTakesMs) };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Of the newest copies in all places that which was proven the longest ago: each place has its turn. */
function leastProven(good: readonly Copy[]): Copy | undefined {
  const newest = [...Map.groupBy(good, ({ place }) => place).values()].map(([first]) => first!);
  const provenIn = (place: string) =>
    Math.max(0, ...good.filter((one) => one.place === place).map((one) => one.proven_at ?? 0));
  return newest.toSorted((a, b) => provenIn(a.place) - provenIn(b.place))[0];
}

interface Proof {
  readonly asked: Asked;
  readonly copy: Copy;
  readonly evidence: Writable<Evidence>;
}

/** Answers how long restoring took, ms. */
async function restoredAndAsked(
  { env }: Proving,
  tools: BackupTools,
  { asked: { plan, backup }, copy, evidence }: Proof,
  work: Work,
): Promise<number> {
  const source = sourceOf(plan, backup, env, tools);
  const driver = driverOf(tools, source);
  const standing = standingIn(copy, { at: placeOf(plan, backup, copy.place, env, tools) });
  await driver.verify(source, standing, work);
  const folder = await tools.scratch();
  let restored: Restored | null = null;
  try {
    restored = await driver.prove(source, standing, folder, work);
    const { tool, files, bytes, ms, database } = restored;
    Object.assign(evidence, { tool, ...(files !== null && { files }), ...(bytes !== null && { bytes }) });
    const validate = plan.backups[backup]!.restoreTest?.validate ?? [];
    const found = await judged(validate, database, (url, query) => tools.ask(url, query, work.signal));
    Object.assign(evidence, found);
    if (found.asked.some(({ ok }) => !ok)) {
      await stillThere(tools, database!, work);
      throw new Failure('not-valid');
    }
    return ms;
  } finally {
    await restored?.release();
    await tools.discard(folder);
  }
}
