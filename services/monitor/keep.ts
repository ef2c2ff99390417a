import type { Transaction } from 'kysely';

import { insertResult, lockMonitor, saveMonitor } from '../../db/monitors.ts';
import type { Found, Kept, MonitorRow } from '../../db/monitors.ts';
import { mutedUntil } from '../../db/mutes.ts';
import { receive } from '../../db/received.ts';
import { maintainedUntil } from '../../db/uptime.ts';
import type { Database } from '../../db/schema.ts';
import { signalOf } from '../../domain/monitor/said.ts';
import { after, unseen } from '../../domain/monitor/standing.ts';
import type { Limits } from '../../domain/monitor/standing.ts';
import type { Effect } from '../../domain/monitor/watched.ts';

/** A result of a monitor, and what that may change. */
interface Result {
  readonly plan: string;
  readonly name: string;
  /** The check that it is a rule on: with that it is muted, too. */
  readonly check?: string;
  readonly title: string;
  readonly advice: string | null;
  readonly effect: Effect;
  readonly limits: Limits;
  readonly found: Found;
  /** By the one clock: what it says is said then. */
  readonly now: number;
}

/** Of what was never looked at. */
export const nothingKept: Kept = { standing: unseen, last: null };

/**
 * Keeps a result and how the monitor stands after it; a change is received in the same transaction. Answers whether it was new: there
 * may be a result of that instant, or of a later one.
 */
export async function keep(tx: Transaction<Database>, result: Result): Promise<boolean> {
  const { plan, name, found, now } = result;
  const row = await lockMonitor(tx, { plan, name, status: 'new', sinceAt: now, kept: nothingKept });
  const isNew = row.last === null || row.last.at < found.at;
  const seenAt = isNew ? found.at : row.last.at;
  const answered = { ...row, askedAt: row.askedAt !== null && row.askedAt <= seenAt ? null : row.askedAt };
  if (isNew && found.ok !== null) await turn(tx, answered, result, found.ok);
  else await saveMonitor(tx, { ...answered, last: isNew ? found : row.last });
  return isNew;
}

async function turn(tx: Transaction<Database>, row: MonitorRow, result: Result, ok: boolean): Promise<void> {
  const { plan, name, found, now, limits } = result;
  const { at, ms, value, words } = found;
  const muted = await isHeldBack(tx, result);
  const { standing, change } = after(row.standing, { at, ok, muted }, limits);
  await insertResult(tx, { plan, monitor: name, at, ok, ms, value, words: ok ? null : words });
  const sinceAt = standing.status === row.status ? row.sinceAt : at;
  await saveMonitor(tx, { ...row, standing, last: found, status: standing.status, sinceAt });
  const signal = change && signalOf({ ...result, change, words });
  if (signal !== null) await receive(tx, [{ plan, source: name, form: 'monitor', body: signal, at: now }]);
}

/** Somebody has muted it, or what it watches is being maintained. */
async function isHeldBack(
  tx: Transaction<Database>,
  { plan, name, check = name, effect, now }: Result,
): Promise<boolean> {
  if ((await mutedUntil(tx, plan, [name, check], now)) !== undefined) return true;
  return (await maintainedUntil(tx, plan, effect.service, now)) !== undefined;
}
