import {
  beginCopy,
  clearedCopy,
  copyAt,
  copyOf,
  failCopy,
  failLostCopies,
  finishCopy,
  goodCopies,
  holdCopy,
  isBeingMade,
  leftovers,
  updateCopy,
} from '../../db/copies.ts';
import type { Copy } from '../../db/copies.ts';
import { suspicion } from '../../domain/backup/suspicion.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';

import { Failure } from './driver.ts';
import type { Driver, Made, Source, Standing, Work } from './driver.ts';
import { limitOf, whileHeld } from './held.ts';
import { driverOf, placesOf, sourceOf } from './source.ts';
import type { BackupTools, Place } from './source.ts';

type Taking = Pick<Desk, 'db' | 'now' | 'env'>;

/** Which backup of a plan, and the run that asks for it. */
export interface Asked {
  readonly plan: Plan;
  readonly backup: string;
  readonly run: string | null;
}

export interface Taken {
  /** In each place one, the first place's first. */
  readonly copies: readonly Copy[];
  /** Why they should be looked at, as a code; they count in any case. */
  readonly suspicion: string | null;
}

/** A log that grows is begun anew so often. */
const newBaseMs = 86_400_000;

/** What making a copy works with. */
interface Bench extends Asked {
  readonly desk: Taking;
  readonly source: Source;
  readonly driver: Driver;
  readonly work: Work;
  readonly limitMs: number;
}

/**
 * Makes a copy in each of a backup's places. Written down before it is begun, and good only once it stands with its checksum; what does
 * not come about leaves nothing. Throws a `Failure` where any of the places has none now.
 */
export async function takeBackup(desk: Taking, tools: BackupTools, asked: Asked, work: Work): Promise<Taken> {
  const { plan, backup } = asked;
  const source = sourceOf(plan, backup, desk.env, tools);
  const places = placesOf(plan, backup, desk.env, tools);
  const { lastsMs } = plan.backups[backup]!;
  const bench = { ...asked, desk, source, driver: driverOf(tools, source), work, limitMs: limitOf(lastsMs) };
  await failLostCopies(desk.db);
  await waitForOthers(bench, places);
  await clearLeftovers(bench, places);
  const past = await goodCopies(desk.db, plan.slug, backup);
  const copies = (await followed(bench, places, past)) ?? (await madeIn(bench, places));
  const [first] = copies;
  const alike = past.filter(({ place, mode }) => place === first!.place && mode === first!.mode);
  const grew = past.some(({ id }) => id === first!.id);
  const strange = grew ? null : suspicion({ bytes: first!.bytes ?? 0, ms: first!.ms ?? 0 }, alike, lastsMs);
  return { copies, suspicion: strange };
}

/** What is one repository takes one copy at a time, whichever backup makes it. Throws a `Failure`. */
async function waitForOthers({ desk, driver, source, plan }: Bench, places: readonly Place[]): Promise<void> {
  if (driver.duplicate !== undefined) return;
  const names = places.map(({ written }) => written);
  if (await isBeingMade(desk.db, plan.slug, source.of, names)) throw new Failure('already-running');
}

/** What lost makers have left in places that are still places of it. */
async function clearLeftovers({ desk, driver, source, work, plan, backup }: Bench, places: readonly Place[]) {
  for (const { id, place, location } of await leftovers(desk.db, plan.slug, backup)) {
    const at = places.find(({ written }) => written === place)?.at;
    if (at !== undefined) await driver.clear(source, at, location, work).catch(() => undefined);
    await clearedCopy(desk.db, id, desk.now());
  }
}

/** Goes on with the log of the newest copies; null where there are none, they are old, or what was written since is lost. */
async function followed(
  bench: Bench,
  places: readonly Place[],
  past: readonly Copy[],
): Promise<readonly Copy[] | null> {
  const { desk, driver, source, limitMs, work } = bench;
  const [place, ...further] = places as [Place, ...Place[]];
  const newest = past.find((copy) => copy.place === place.written && copy.mode === 'point in time');
  if (driver.follow === undefined || source.mode !== 'point in time' || newest === undefined) return null;
  if (newest.began_at <= desk.now() - newBaseMs) return null;
  const others = further.map(({ at }) => at);
  const { follow } = driver;
  const reachesAt = desk.now();
  const position = await whileHeld(work, { limitMs }, (held) =>
    follow(source, standingIn(newest, place), others, held),
  ).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'log-lost') return null;
    throw error;
  });
  if (position === null) return null;
  const grown = past.filter(({ id, same_as: same }) => id === newest.id || same === newest.id);
  for (const { id } of grown) await updateCopy(desk.db, id, { position, reaches_at: reachesAt });
  return Promise.all(grown.map(async ({ id }) => (await copyOf(desk.db, id))!));
}

/** Once made, a file is the same in every place; and what one place does not take, others may. */
async function madeIn(bench: Bench, places: readonly Place[]): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  let failure: unknown;
  for (const place of places)
    try {
      copies.push(await oneIn(bench, place, copies[0], places[0]!));
    } catch (error) {
      failure ??= error;
    }
  if (failure !== undefined) throw failure;
  return copies;
}

async function oneIn(bench: Bench, place: Place, first: Copy | undefined, from: Place): Promise<Copy> {
  const { desk, driver, source, work, limitMs } = bench;
  const same = driver.duplicate === undefined ? undefined : first;
  const row = await begun(bench, place, same);
  const since = performance.now();
  const spent = () => Math.round(performance.now() - since);
  const making = (held: Work): Promise<Made> =>
    same === undefined
      ? driver.make(source, place.at, row.location, held)
      : duplicated(driver, same, { from, to: place }, held);
  try {
    const made = await whileHeld(work, { hold: () => holdCopy(desk.db, row.id), limitMs }, making);
    return await kept(bench, row, made, spent());
  } catch (error) {
    await failCopy(desk.db, row.id, error instanceof Failure ? error.code : 'unexpected', spent());
    throw error;
  }
}

/** Written down before anything is done. Throws a `Failure` while another is being made there. */
async function begun({ desk, driver, source, plan, backup, run }: Bench, place: Place, same: Copy | undefined) {
  const beganAt = same?.began_at ?? desk.now();
  const location = same?.location ?? driver.locate(source, beganAt);
  const about = { plan: plan.slug, backup, of: source.of, run, driver: source.driver, mode: source.mode };
  const spot = { place: place.written, base: null, same_as: same?.id ?? null, location, began_at: beganAt };
  const row = await beginCopy(desk.db, { ...about, ...spot });
  if (row === undefined) throw new Failure('already-running');
  return row;
}

async function duplicated(
  driver: Driver,
  same: Copy,
  { from, to }: { from: Place; to: Place },
  work: Work,
): Promise<Made> {
  await driver.duplicate!(standingIn(same, from), to.at, work);
  const { location, mode, bytes, sha256, position, tool } = same;
  return { location: location!, mode, bytes: bytes!, sha256, tool: tool ?? '', ...(position !== null && { position }) };
}

/** A copy that stands: it counts from now on. */
async function kept({ desk, source }: Bench, row: Copy, made: Made, ms: number): Promise<Copy> {
  const { location, mode, bytes, sha256, position, tool, base } = made;
  const below =
    base === undefined
      ? undefined
      : await copyAt(desk.db, { plan: row.plan, of: source.of, place: row.place, location: base });
  const stands = {
    made_at: desk.now(),
    reaches_at: row.began_at,
    ms,
    bytes,
    sha256,
    tool,
    verdict: 'ok',
    location,
    mode,
  };
  const more = { position: position ?? null, base: below?.id ?? null };
  if (!(await finishCopy(desk.db, row.id, { ...stands, ...more }))) throw new Failure('lost');
  return (await copyOf(desk.db, row.id))!;
}

/** As its driver knows it. */
export const standingIn = ({ location, bytes, sha256, position }: Copy, { at }: Pick<Place, 'at'>): Standing => ({
  place: at,
  location: location ?? '',
  bytes: bytes ?? 0,
  sha256,
  position,
});
