import { violated } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import * as db from '../../db/overrides.ts';
import type { Override } from '../../db/overrides.ts';
import { currentVersion, listPlans } from '../../db/plans.ts';
import { ActRefused, known } from '../../domain/incident/incident.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { otherBody } from '../once.ts';
import { rulesOf } from '../plan/rules.ts';

const minute = 60_000;
const day = 1440 * minute;
const longest = 90 * day;
/** Who writes down the present minute means now. */
const patience = 5 * minute;
const shown = 200;

/** Somebody is on call instead of whom the rotation names; instants are epoch ms. */
export interface Asked {
  readonly plan: string;
  readonly rotation: string;
  readonly person: string;
  /** Left out: at once. */
  readonly from?: number | undefined;
  readonly until: number;
  readonly reason?: string | undefined;
}

/** Lays an override over a rotation; the same key again is the same one. Throws `Forbidden`, `Invalid` or `UnknownValue` for what cannot be. */
export async function override(desk: Desk, caller: Caller, asked: Asked, key: string): Promise<Override> {
  await requirePermission(desk, caller, 'override');
  const bodyHash = sha256(JSON.stringify(asked));
  const before = await sameBefore(desk, caller, key, bodyHash);
  if (before !== undefined) return before;
  await requireKnown(desk, caller, asked);
  const { plan, rotation, person, until, reason = null } = asked;
  const made = { made_at: desk.now(), made_by: caller.by, cancelled_at: null, cancelled_by: null };
  const from = beginning(asked, desk.now());
  const row = { plan, rotation, person, from_at: from, until_at: until, reason, ...made };
  try {
    return await db.insertOverride(desk.db, { ...row, caller: caller.id, key, body_hash: bodyHash });
  } catch (error) {
    const winner = violated(error) === undefined ? undefined : await sameBefore(desk, caller, key, bodyHash);
    if (winner === undefined) throw error;
    return winner;
  }
}

/** Ends an override now, or before it begins; again, it changes nothing. Throws `Forbidden`, `NotFound`, or `ActRefused` where it is over. */
export async function cancel(desk: Desk, caller: Caller, id: number): Promise<Override> {
  await requirePermission(desk, caller, 'override');
  return desk.db.transaction().execute(async (tx) => {
    const row = await db.lockOverride(tx, id);
    if (row === undefined || !mayReach(caller, row.plan)) throw new NotFound(`There is no override ${id}.`);
    if (row.cancelled_at !== null) return row;
    if (row.until_at <= desk.now()) throw new ActRefused(`The override ${id} is over: there is nothing to cancel.`);
    return db.cancelOverride(tx, id, desk.now(), caller.by);
  });
}

/** The overrides that the caller may see, the newest first; at most 200. */
export async function overrides(desk: Desk, caller: Caller, plan?: string): Promise<readonly Override[]> {
  const slugs = (await listPlans(desk.db)).map(({ slug }) => slug);
  const wanted = slugs.filter((slug) => mayReach(caller, slug) && (plan ?? slug) === slug);
  return wanted.length === 0 ? [] : db.listOverrides(desk.db, wanted, shown);
}

async function sameBefore(desk: Desk, caller: Caller, key: string, bodyHash: string): Promise<Override | undefined> {
  const before = await db.overrideByKey(desk.db, caller.id, key);
  if (before !== undefined && before.body_hash !== bodyHash) throw otherBody();
  return before;
}

async function requireKnown(desk: Desk, caller: Caller, { plan: slug, rotation, person }: Asked): Promise<void> {
  const current = mayReach(caller, slug) ? await currentVersion(desk.db, slug) : undefined;
  if (current === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const { plan } = await rulesOf(desk, desk.db, slug, current.version);
  known('rotation', rotation, Object.keys(plan.rotations));
  known('person', person, plan.people);
}

/** When it begins, epoch ms. */
function beginning({ from, until }: Asked, now: number): number {
  const begins = Math.max(now, from ?? now);
  if (from !== undefined && from < now - patience)
    throw new Invalid('An override cannot begin in the past: leave `from` out, and it begins now.', '/from');
  if (until <= now) throw new Invalid('An override cannot end in the past: give a later `until`.', '/until');
  if (until <= begins) throw new Invalid('An override must end after it begins: give a later `until`.', '/until');
  if (until - begins > longest)
    throw new Invalid('An override lasts 90 days at most: for longer, change the rotation in the plan.', '/until');
  return begins;
}
