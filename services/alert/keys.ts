import { openingKeys } from '../../db/door-keys.ts';
import { sha256 } from '../../db/digest.ts';
import { listPlans } from '../../db/plans.ts';
import { doorsOf } from '../../domain/plan/doors.ts';
import type { DoorKind } from '../../domain/plan/doors.ts';
import { Settings } from '../../language/settings.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

/** What a key opens: the way in of a plan for one sender. */
export interface Door {
  readonly plan: string;
  /** `integration/prometheus`, `heartbeat/nightly`. */
  readonly name: string;
  readonly kind: DoorKind;
}

type Opening = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

/** For so long what was read is taken for what stands: a key that is revoked closes a moment later. */
const freshMs = 1000;

interface Known {
  readonly readAt: number;
  readonly doors: Promise<ReadonlyMap<string, Door>>;
}

const known = new WeakMap<Desk['db'], Known>();

/**
 * What this key opens under the plans in force; undefined where it opens nothing, or not any more. Keys are found by their
 * digest, so that the time it takes says nothing about them.
 */
export async function doorOf(desk: Opening, key: string): Promise<Door | undefined> {
  return (await doorsNow(desk)).get(sha256(key));
}

/** Many who ask at once wait for one look. */
function doorsNow(desk: Opening): Known['doors'] {
  const standing = known.get(desk.db);
  const readAt = performance.now();
  if (standing !== undefined && readAt < standing.readAt + freshMs) return standing.doors;
  const doors = readDoors(desk);
  known.set(desk.db, { readAt, doors });
  // What failed is looked at again by the next who asks.
  doors.catch(() => known.delete(desk.db));
  return doors;
}

/** From now on the next who asks looks again: what this process has changed holds at once in it. */
export const forgetDoors = ({ db }: Pick<Desk, 'db'>): void => void known.delete(db);

async function readDoors(desk: Opening): Promise<ReadonlyMap<string, Door>> {
  const made = await openingKeys(desk.db, desk.now());
  const all = new Map<string, Door>();
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const { name, kind, key } of doorsOf(plan)) {
      const hashes = key === null ? hashesOf(made, slug, name) : given(desk, key);
      for (const hash of hashes) all.set(hash, { plan: slug, name, kind });
    }
  }
  return all;
}

const hashesOf = (made: Awaited<ReturnType<typeof openingKeys>>, slug: string, name: string): string[] =>
  made.filter((one) => one.plan === slug && one.name === name).map(({ hash }) => hash);

/** Of what is not configured nothing opens. */
function given({ env }: Opening, written: string): string[] {
  const key = new Settings(env).resolve(written, []);
  return key === null || key === '' ? [] : [sha256(key)];
}
