import type { Transaction } from 'kysely';

import { transient } from '../../db/connect.ts';
import { lockIncident, saveIncidents } from '../../db/incidents.ts';
import { countMoved, countOlder, olderIncidents } from '../../db/older-incidents.ts';
import { currentVersion } from '../../db/plans.ts';
import type { Database } from '../../db/schema.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { migrated, obstacle } from '../../domain/incident/migrating.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { markingFailure } from '../incident/failing.ts';
import { rulesNow } from '../on-call/rules.ts';

/** Open work that is to go by a version of its plan. */
export interface Move {
  readonly slug: string;
  readonly version: number;
  /** Whether promises count from where they began, or from now with the used share carried over. */
  readonly retroactive: boolean;
}

/** An incident that stays under its version, and why. */
export interface Staying {
  readonly reference: string;
  readonly reason: string;
}

/** How far open work has been moved. */
export interface Migration {
  /** How many were moved to this version, now or before. */
  readonly moved: number;
  /** How many are still to be looked at: ask again. */
  readonly left: number;
  /** Those that the caller may see. */
  readonly staying: readonly Staying[];
  /** How many others stay. */
  readonly hidden: number;
}

const page = 100;
/** So many at a time: nobody waits for an answer longer than a few seconds. */
const mostAtOnce = 250;

/**
 * Moves every incident that has not ended to a version in force, one transaction each; what cannot be moved stays as it is. Any
 * number of times: what has been moved is not moved again, and what a crash left is moved then. Of many only the first 250.
 */
export async function migrateIncidents(desk: Desk, caller: Caller, move: Move): Promise<Migration> {
  const { slug, version } = move;
  const inForce = (await currentVersion(desk.db, slug))?.version === version;
  const { staying, after } = inForce ? await moveSome(desk, caller, move) : { staying: [], after: null };
  const shown = staying.filter(({ type }) => !caller.hidden.includes(type));
  return {
    moved: await countMoved(desk.db, slug, version, keyOf(version)),
    left: after === null ? 0 : await countOlder(desk.db, slug, version, after),
    staying: shown.map(({ reference, reason }) => ({ reference, reason })),
    hidden: staying.length - shown.length,
  };
}

interface Some {
  readonly staying: readonly (Staying & { readonly type: string })[];
  /** The last that was looked at. */
  readonly after: string;
}

async function moveSome(desk: Desk, caller: Caller, move: Move): Promise<Some> {
  const staying: Some['staying'][number][] = [];
  let after = '';
  for (let left = mostAtOnce; left > 0;) {
    const rows = await olderIncidents(desk.db, move.slug, move.version, after, Math.min(page, left));
    for (const { reference, type } of rows) {
      const reason = await moving(desk, caller, move, reference);
      if (reason === null) left -= 1;
      else staying.push({ reference, type, reason });
      after = reference;
    }
    if (rows.length === 0) break;
  }
  return { staying, after };
}

/** The same key again finds it done. */
const keyOf = (version: number): string => `migrate:${version}`;

/** Moves one; why it stays, or null. */
async function moving(desk: Desk, caller: Caller, move: Move, reference: string): Promise<string | null> {
  try {
    const work = () => desk.db.transaction().execute((tx) => moveOne(desk, tx, caller, move, reference));
    const outcome = await markingFailure(desk, reference, work);
    if (outcome === 'moved') desk.stir(reference, 'migrated');
    return typeof outcome === 'string' ? null : outcome.reason;
  } catch (error) {
    if (transient(error)) throw error;
    return 'It cannot be decided.';
  }
}

type Outcome = 'moved' | 'done' | { readonly reason: string };

/** What had fallen due under its own version is done first. */
async function moveOne(
  desk: Desk,
  tx: Transaction<Database>,
  { by }: Caller,
  { slug, version, retroactive }: Move,
  reference: string,
): Promise<Outcome> {
  const locked = await lockIncident(tx, reference);
  if (locked === undefined || locked.incident.endedAt !== null || locked.incident.planVersion >= version) return 'done';
  const { planVersion, lastEventAt } = locked.incident;
  const [old, rules] = [await rulesNow(desk, tx, slug, planVersion), await rulesNow(desk, tx, slug, version)];
  const at = Math.max(desk.now(), lastEventAt);
  const before = fireDue(old, locked.incident, at);
  if (before.endedAt !== null) return 'done';
  const reason = obstacle(rules, before);
  if (reason !== null) return { reason };
  const act = { key: keyOf(version), by, at };
  const incident = fireDue(rules, migrated(old, rules, before, act, retroactive), at);
  await saveIncidents(tx, [{ locked, incident, nextDueAt: nextDue(rules, incident), wakeAt: at }]);
  return 'moved';
}
