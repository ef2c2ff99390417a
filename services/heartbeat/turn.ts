import type { Transaction } from 'kysely';

import { insertBeat, lockBeat, saveBeat } from '../../db/heartbeats.ts';
import { mutedUntil } from '../../db/mutes.ts';
import { receive } from '../../db/received.ts';
import { maintainedUntil } from '../../db/uptime.ts';
import type { Database } from '../../db/schema.ts';
import { standing, unheard } from '../../domain/monitor/heartbeat.ts';
import type { Beat, BeatStatus, Beaten, Turned } from '../../domain/monitor/heartbeat.ts';
import type { Desk } from '../desk.ts';

import type { Expected } from './expectation.ts';
import { signalOf } from './signal.ts';
import type { Said } from './signal.ts';

/** What a turn has made of a heartbeat. */
export interface Taken {
  readonly status: BeatStatus;
  /** The instant of this turn. */
  readonly at: number;
  /** When it changes by itself; null: not without a ping. */
  readonly dueAt: number | null;
  /** Whether that is sooner than was known before. */
  readonly sooner: boolean;
  /** Whether something is to be heard of it. */
  readonly heard: boolean;
  /** To what it has turned. */
  readonly fired: readonly string[];
}

/**
 * One turn of a heartbeat under the lock of its row: what `decide` makes of it is kept, and what has changed is received in the
 * same transaction, where the plan opens anything for it.
 */
export async function takeTurn(
  { now }: Pick<Desk, 'now'>,
  tx: Transaction<Database>,
  one: Expected,
  decide: (beat: Beat, at: number) => Beaten,
  said: Said | null = null,
): Promise<Taken> {
  const { plan, name, expectation, rhythm } = one;
  const before = await locked(tx, one, now());
  const at = Math.max(now(), before.beat.heardAt ?? 0);
  // Another rhythm counts from when the plan says so: it makes nothing late that was not.
  const known = before.rhythm === rhythm ? before.beat : { ...before.beat, knownAt: at };
  const { beat, turned } = decide(known, at);
  const { status, changesAt } = standing(beat, expectation, at);
  const holds = await Promise.all([
    mutedUntil(tx, plan.slug, [name], at),
    maintainedUntil(tx, plan.slug, one.heartbeat.service, at),
  ]);
  const muted = holds.reduce((a, b) => (a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)), undefined);
  const { told, withheld } = toTell(before.withheld, turned, muted !== undefined);
  const signals = told.flatMap((change) => signalOf(one, known, change, said));
  const source = { plan: plan.slug, source: name, form: 'monitor' as const };
  await receive(
    tx,
    signals.map((body) => ({ ...source, body, at })),
  );
  const sinceAt = status === before.status ? null : (turned.at(-1)?.at ?? at);
  const dueAt = earlier(changesAt, withheld === undefined ? null : muted!);
  await saveBeat(tx, plan.slug, name, { kept: { beat, rhythm, withheld }, status, sinceAt, dueAt });
  return {
    status,
    at,
    dueAt,
    sooner: dueAt !== null && earlier(before.dueAt, dueAt) !== before.dueAt,
    heard: signals.length > 0,
    fired: turned.map(({ to }) => to),
  };
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** While it is muted nobody is told that it went down; once it is not, at once, unless it came up meanwhile. */
function toTell(withheld: Turned | undefined, turned: readonly Turned[], muted: boolean) {
  const told: Turned[] = [];
  let held = withheld;
  for (const change of turned)
    if (change.to === 'down' && muted) held = change;
    else if (change.to === 'up' && held !== undefined) held = undefined;
    else told.push(change);
  if (held === undefined || muted) return { told, withheld: held };
  return { told: [held, ...told], withheld: undefined };
}

async function locked(tx: Transaction<Database>, { plan: { slug }, name, rhythm }: Expected, now: number) {
  const standingNow = await lockBeat(tx, slug, name);
  if (standingNow !== undefined) return standingNow;
  await insertBeat(tx, slug, name, { beat: unheard(now), rhythm }, now);
  return (await lockBeat(tx, slug, name))!;
}
