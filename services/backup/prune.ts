import type { Kysely } from 'kysely';

import type { Copy } from '../../db/copies.ts';
import {
  addEvents,
  copiesInUse,
  heldCopies,
  leavingCopies,
  letGo,
  lockHeldCopies,
  noteRemoved,
} from '../../db/retention.ts';
import type { OfSet } from '../../db/retention.ts';
import type { Database } from '../../db/schema.ts';
import { retention } from '../../domain/backup/retention.ts';
import type { Decision, Held } from '../../domain/backup/retention.ts';
import type { Event } from '../../domain/incident/incident.ts';
import type { Plan } from '../../domain/plan.ts';
import { datesIn } from '../../language/time/periods.ts';
import type { Desk } from '../desk.ts';

/** What becomes of a copy, and why. */
export interface Fate {
  readonly copy: Copy;
  readonly decision: Decision;
}

/** Deletes a copy from its place; `others` are those that stay there. What is gone already is no error. Throws where it cannot. */
export type Remove = (copy: Copy, others: readonly Copy[]) => Promise<void>;

export interface Pruned {
  readonly removed: number;
  /** Still there: tried again the next time. */
  readonly left: number;
}

type Pruning = Pick<Desk, 'db' | 'now'>;

/** What retention would do now with the copies of a data set, the newest first; nothing is done. */
export async function fatesOf({ db, now }: Pruning, plan: Plan, set: string): Promise<readonly Fate[]> {
  return decided(db, plan, await heldCopies(db, ofSet(plan, set)), now());
}

/**
 * Lets go what may go of a data set, and deletes it. Each copy is first marked, with why, and counts from then on no more; killed at any
 * point, the next time deletes what is left.
 */
export async function prune(desk: Pruning, plan: Plan, set: string, remove: Remove): Promise<Pruned> {
  const { db, now } = desk;
  const which = ofSet(plan, set);
  await db.transaction().execute(async (tx) => {
    const fates = await decided(tx, plan, await lockHeldCopies(tx, which), now());
    const going = fates.filter(({ decision }) => !decision.stays);
    for (const { copy, decision } of going) await letGo(tx, copy.id, decision.why, now());
    for (const [backup, some] of Map.groupBy(going, ({ copy }) => copy.backup))
      await addEvents(tx, `backup:${plan.slug}/${backup}`, some.map(eventAt(now())));
  });
  return removeAll(desk, which, remove);
}

async function removeAll({ db, now }: Pruning, which: OfSet, remove: Remove): Promise<Pruned> {
  const leaving = await leavingCopies(db, which);
  const staying = await heldCopies(db, which);
  let removed = 0;
  for (const copy of leaving) {
    const others = staying.filter(({ place, driver }) => place === copy.place && driver === copy.driver);
    const gone = await remove(copy, others).then(
      () => true,
      () => false,
    );
    if (!gone) continue;
    await noteRemoved(db, copy.id, now());
    removed += 1;
  }
  return { removed, left: leaving.length - removed };
}

const ofSet = ({ slug, backups }: Plan, set: string): OfSet => ({
  plan: slug,
  set,
  backups: Object.keys(backups).filter((name) => backups[name]!.of === set),
});

/** Each place by itself: what is in one is worth nothing to another. */
async function decided(
  db: Kysely<Database>,
  { slug, backups, timezone }: Plan,
  copies: readonly Copy[],
  now: number,
): Promise<readonly Fate[]> {
  const inUse = await copiesInUse(db, slug);
  const keeps = Object.fromEntries(Object.entries(backups).map(([name, { keep }]) => [name, keep]));
  const fates = new Map<number, Decision>();
  for (const those of Map.groupBy(copies, ({ place }) => place).values()) {
    const held = those.map((one) => heldAs(one, inUse.has(one.id)));
    for (const one of retention({ copies: held, keeps }, datesIn(timezone), now)) fates.set(one.id, one);
  }
  return copies.map((copy) => ({ copy, decision: fates.get(copy.id)! }));
}

const heldAs = (one: Copy, inUse: boolean): Held => ({
  id: one.id,
  backup: one.backup,
  state: inUse || one.status === 'making' ? 'busy' : one.status === 'good' ? 'good' : 'bad',
  madeAt: one.made_at ?? one.began_at,
  pointInTime: one.mode === 'point in time',
  proven: one.proven_at !== null,
  base: one.base,
});

const eventAt =
  (at: number) =>
  ({ copy: { id, place, made_at: madeAt }, decision: { why } }: Fate): Event => ({
    key: `let-go:${id}`,
    kind: 'let go',
    at,
    dueAt: null,
    by: null,
    data: { copy: id, place, madeAt, why },
    text: {},
    notify: [],
  });
