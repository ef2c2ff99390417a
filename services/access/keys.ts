import { randomBytes, timingSafeEqual } from 'node:crypto';

import type { Kysely } from 'kysely';

import { sha256 } from '../../db/digest.ts';
import * as keys from '../../db/keys.ts';
import { personOf } from '../../db/plans.ts';
import type { Database } from '../../db/schema.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { rulesInForce } from '../plan/rules.ts';

import { administrator, personOfPlan } from './caller.ts';
import type { Caller } from './caller.ts';
import { withinReach } from './reach.ts';

/** For whom a key is: a person of a plan; null: an administrator. */
export interface Holder {
  readonly plan: string;
  readonly person: string;
}

/** A key as it is told to whom it is made for. */
export interface MadeKey {
  readonly id: string;
  readonly key: string;
}

/** Makes a key; it is told here and never again. Throws `Invalid` where the plan has no such person. */
export async function createKey(
  desk: Desk,
  holder: Holder | null,
  label: string,
  db: Kysely<Database> = desk.db,
): Promise<MadeKey> {
  if (holder !== null && (await personOf(desk.db, holder.plan, holder.person)) === undefined)
    throw new Invalid(`There is no person "${holder.person}" in the plan "${holder.plan}".`, '/person');
  const id = randomBytes(6).toString('hex');
  const key = `grd_${id}_${randomBytes(24).toString('base64url')}`;
  await keepKey({ db, now: desk.now }, key, holder, label);
  return { id, key };
}

/** Makes a key that somebody holds already known again. Throws `Invalid` when it does not look like one. */
export async function keepKey(
  { db, now }: { readonly db: Kysely<Database>; readonly now: Desk['now'] },
  key: string,
  holder: Holder | null,
  label: string,
): Promise<void> {
  const id = idOf(key);
  if (id === undefined) throw new Invalid('This is not a key of Guardia.');
  const { plan, person } = holder ?? { plan: null, person: null };
  await keys.insertKey(db, { id, hash: sha256(key), plan, person, label, created_at: now(), revoked_at: null });
}

/** Who holds this key; undefined when it is unknown or revoked. */
export async function callerOf(desk: Desk, key: string): Promise<Caller | undefined> {
  const id = idOf(key);
  const found = id === undefined ? undefined : await keys.findKey(desk.db, id);
  if (found === undefined || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(sha256(key)))) return undefined;
  return asCaller(desk, found);
}

/** An administrator where no plan is named; else what the plan in force lets the person do and see. */
export async function asCaller(
  desk: Pick<Desk, 'db' | 'rules' | 'now'>,
  { id, plan, person }: { id: string; plan: string | null; person: string | null },
): Promise<Caller | undefined> {
  if (plan === null || person === null) return administrator(id);
  const rules = await rulesInForce(desk, plan);
  return rules && personOfPlan(id, person, rules.plan);
}

/** Every key there is or was that the caller may revoke, without its secret. */
export const listKeys = async ({ db }: Desk, caller: Caller) =>
  (await keys.listKeys(db, withinReach(caller))).map(({ id, plan, person, label, created_at, revoked_at }) => ({
    id,
    plan,
    person,
    label,
    createdAt: created_at,
    revokedAt: revoked_at,
  }));

/** From now on the key opens nothing; twice is once. Throws `NotFound` where none is within reach. */
export async function revokeKey({ db, now }: Desk, caller: Caller, id: string): Promise<void> {
  if (!(await keys.revokeKey(db, id, withinReach(caller), now()))) throw new NotFound(`There is no key ${id}.`);
}

const idOf = (key: string): string | undefined => /^grd_([0-9a-f]{12})_[\w-]{32}$/.exec(key)?.[1];
