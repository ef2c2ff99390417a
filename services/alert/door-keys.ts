import { randomBytes } from 'node:crypto';

import type { Kysely } from 'kysely';

import { sha256 } from '../../db/digest.ts';
import { endKeysOf, insertDoorKeys, openingKeys, revokeDoorKey } from '../../db/door-keys.ts';
import type { Database } from '../../db/schema.ts';
import { ActRefused } from '../../domain/incident/incident.ts';
import type { Plan } from '../../domain/plan.ts';
import { doorsOf } from '../../domain/plan/doors.ts';
import type { DoorKind, DoorPlan } from '../../domain/plan/doors.ts';
import { Settings } from '../../language/settings.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';
import { plans } from '../plan/list.ts';
import { rulesInForce } from '../plan/rules.ts';

import { forgetDoors } from './keys.ts';

/** A key that was made for something that sends to Guardia, as it is told once. */
export interface DoorKey {
  readonly id: string;
  readonly plan: string;
  readonly name: string;
  readonly kind: DoorKind;
  readonly key: string;
  /** Where that one sends to. */
  readonly url: string;
}

/** Whoever sends has so long to be given a new key. */
const graceMs = 86_400_000;

type Making = Pick<Desk, 'now' | 'publicUrl'>;

/** Makes the keys that a plan leaves to Guardia and that are not there yet. */
export async function makeMissingKeys(desk: Making, tx: Kysely<Database>, plan: Plan): Promise<DoorKey[]> {
  const there = await openingKeys(tx, desk.now(), plan.slug);
  const missing = doorsOf(plan).filter(({ name, key }) => key === null && !there.some((one) => one.name === name));
  return make(desk, tx, plan.slug, missing);
}

async function make(
  { now, publicUrl }: Making,
  tx: Kysely<Database>,
  plan: string,
  doors: readonly Pick<DoorPlan, 'name' | 'kind'>[],
): Promise<DoorKey[]> {
  const made = doors.map(({ name, kind }) => {
    // 32 characters, for some clients made for PagerDuty take nothing else.
    const [id, key] = [randomBytes(6).toString('hex'), randomBytes(16).toString('hex')];
    return { id, plan, name, kind, key, url: `${publicUrl}${pathOf(kind, key)}` };
  });
  const rows = made.map(({ id, name, key }) => ({
    id,
    plan,
    name,
    hash: sha256(key),
    made_at: now(),
    revoked_at: null,
  }));
  await insertDoorKeys(tx, rows);
  return made;
}

function pathOf(kind: DoorKind, key: string): string {
  if (kind === 'pagerduty') return '/v2/enqueue';
  return kind === 'heartbeat' ? `/ping/${key}` : `/hooks/${kind === 'webhook' ? 'events' : kind}/${key}`;
}

/**
 * Makes another key for what sends under this name; those before open for a day more. The same idempotency key again makes
 * none: it throws `ActRefused`. Throws `Forbidden`, or `Invalid` where the plan has no such sender or gives its key itself.
 */
export async function renewDoorKey(
  desk: Desk,
  caller: Caller,
  asked: { readonly plan: string; readonly name: string },
  key: string | null,
): Promise<DoorKey> {
  await requirePermission(desk, caller, 'admin');
  const door = await doorNamed(desk, caller, asked);
  let made: DoorKey | undefined;
  const { id } = await once(desk, { caller, key, what: 'renew a key', body: asked }, () => async (tx) => {
    await endKeysOf(tx, asked.plan, asked.name, desk.now() + graceMs);
    [made] = await make(desk, tx, asked.plan, [door]);
    return { id: made!.id };
  });
  forgetDoors(desk);
  if (made?.id === id) return made;
  throw new ActRefused(
    `This request was carried out before: it made the key ${id}, which was told then and cannot be told again. If it was lost, renew it under a new Idempotency-Key.`,
  );
}

async function doorNamed(
  desk: Desk,
  caller: Caller,
  { plan: slug, name }: { plan: string; name: string },
): Promise<DoorPlan> {
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const all = doorsOf(rules.plan);
  const door = all.find((one) => one.name === name);
  const offer = all.length === 0 ? 'it has none' : `it has ${all.map((one) => one.name).join(', ')}`;
  if (door === undefined)
    throw new Invalid(`Nothing called "${name}" sends to Guardia under the plan "${slug}": ${offer}.`, '/name');
  if (door.key === null) return door;
  throw new Invalid(`The plan gives the key of "${name}" itself, as ${door.key}: set another there.`, '/name');
}

/** From now on the key opens nothing. Whether there is such a key within the caller's reach. Throws `Forbidden`. */
export async function endDoorKey(desk: Desk, caller: Caller, id: string): Promise<boolean> {
  if (!caller.may.includes('admin')) return false;
  const revoked = await revokeDoorKey(desk.db, id, caller.plan ?? undefined, desk.now());
  forgetDoors(desk);
  return revoked;
}

/** Everything that sends to Guardia under the plans in force that the caller administers, and by which keys. Throws `Forbidden`. */
export async function listDoors(desk: Desk, caller: Caller) {
  await requirePermission(desk, caller, 'admin');
  const made = await openingKeys(desk.db, desk.now());
  const all = [];
  for (const { slug } of await plans(desk, caller)) {
    const rules = await rulesInForce(desk, slug);
    for (const { name, kind, key } of rules === undefined ? [] : doorsOf(rules.plan)) {
      const keys = made.filter((one) => key === null && one.plan === slug && one.name === name);
      all.push({ plan: slug, name, kind, given: givenAs(desk, key), keys: keys.map(told) });
    }
  }
  return all;
}

/** How the plan gives a key, and whether it is there; null where Guardia makes it. */
const givenAs = ({ env }: Desk, key: string | null) =>
  key === null ? null : { as: key, configured: new Settings(env).resolve(key, []) !== null };

const told = ({ id, made_at, revoked_at }: Database['door_key']) => ({ id, madeAt: made_at, endsAt: revoked_at });
