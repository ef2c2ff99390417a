import { sql } from 'kysely';
import type { Transaction } from 'kysely';

import { transient } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import { currentVersion } from '../../db/plans.ts';
import { markHeard, markUnheard, stillWaiting, waitingSince, waitingToBeHeard } from '../../db/received.ts';
import type { Heard, Waiting } from '../../db/received.ts';
import type { Database } from '../../db/schema.ts';
import { maintainedUntil } from '../../db/uptime.ts';
import { fields } from '../../domain/alert/json.ts';
import type { Dropped, Signal } from '../../domain/alert/signal.ts';
import { signalsOf } from '../../domain/alert/signals.ts';
import type { Act } from '../../domain/incident/incident.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { applyTo } from './apply.ts';
import type { Did } from './apply.ts';
import type { Batch } from './batch.ts';
import { load } from './load.ts';
import { lookBack } from './look-back.ts';
import { openFor } from './opening.ts';
import { settleStorms } from './settle.ts';
import { write } from './write.ts';
import type { Stir } from './write.ts';

type Hearing = Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>;
type Tx = Transaction<Database>;
/** Hears of what cannot be heard. */
type OnFailure = (id: number, error: unknown) => void;

const atOnce = 200;
const mostTries = 3;

/**
 * Makes of everything received what it comes down to: incidents opened, counted, graver, in hand or over. One at a time hears, in
 * the order in which it came, and what fails for a reason of its own holds nothing up: tried three times it is left at that.
 * Killed at any point, nothing is lost and nothing done twice. Answers how much was heard.
 */
export async function hear(desk: Hearing, onFailure: OnFailure = () => undefined): Promise<number> {
  let sum = 0;
  for (let done = 1; done > 0; sum += done) done = await hearSome(desk, onFailure);
  if (sum > 0) await settleStorms(desk);
  return sum;
}

/** The same where something has waited for it for so long: whoever received it did not come to it. */
export async function hearLeft(desk: Hearing, overdueMs: number, onFailure?: OnFailure): Promise<number> {
  const since = await waitingSince(desk.db);
  return since === undefined || since > desk.now() - overdueMs ? 0 : hear(desk, onFailure);
}

async function hearSome(desk: Hearing, onFailure: OnFailure): Promise<number> {
  try {
    return await inTurn(desk, async (tx) => waitingToBeHeard(tx, atOnce));
  } catch (error) {
    if (transient(error)) throw error;
    return hearEach(desk, onFailure);
  }
}

/** One by one, for one of them cannot be heard. */
async function hearEach(desk: Hearing, onFailure: OnFailure): Promise<number> {
  const waiting = await waitingToBeHeard(desk.db, atOnce);
  let done = 0;
  for (const { id } of waiting) {
    try {
      done += await inTurn(desk, async (tx) => [await stillWaiting(tx, id)].filter((one) => one !== undefined));
    } catch (error) {
      if (transient(error)) throw error;
      onFailure(id, error);
      const said = error instanceof Error ? error.message : String(error);
      await markUnheard(desk.db, id, { error: said, at: desk.now(), most: mostTries });
      done += 1;
    }
  }
  return done;
}

/** While this goes on nobody else hears. */
async function inTurn(desk: Hearing, take: (tx: Tx) => Promise<readonly Waiting[]>): Promise<number> {
  const { count, stirs } = await desk.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('guardia/hear', 0))`.execute(tx);
    const rows = await take(tx);
    return { count: rows.length, stirs: rows.length === 0 ? [] : await hearRows(desk, tx, rows) };
  });
  for (const { reference, kind, attributes } of stirs) desk.stir(reference, kind, attributes);
  return count;
}

interface Read {
  readonly row: Waiting;
  readonly rules: Rules | undefined;
  readonly signals: readonly (Signal | Dropped)[];
  readonly error: string | null;
}

async function hearRows(desk: Hearing, tx: Tx, rows: readonly Waiting[]): Promise<Stir[]> {
  const { batch, heard } = await understand(desk, tx, rows);
  const stirs = await write(tx, batch);
  await markHeard(tx, heard, batch.now);
  return stirs;
}

/** What becomes of these, in memory: nothing is written. */
async function understand(desk: Pick<Desk, 'now' | 'rules'>, tx: Tx, rows: readonly Waiting[]) {
  const all = await readAll(desk, tx, rows);
  const meant = all.flatMap(({ rules, signals }) =>
    signals.flatMap((signal) => (rules === undefined || signal.action === 'drop' ? [] : [{ rules, signal }])),
  );
  const batch = await load(desk, tx, meant);
  const heard: Heard[] = [];
  for (const { row, rules, signals, error } of all) {
    const did: Did[] = [];
    for (const [index, signal] of signals.entries()) {
      const act = { key: `heard:${row.id}:${index}`, by: null, at: row.at };
      // What Guardia itself says was held back before, where it had to be.
      const mutable = row.form !== 'monitor';
      did.push(await doAs(tx, batch, rules!.plan, signal, { ...act, mutable }));
    }
    heard.push({ id: row.id, outcome: { signals: did }, error });
  }
  return { batch, heard, all };
}

type Hearsay = Act & { readonly mutable: boolean };

async function doAs(
  tx: Tx,
  batch: Batch,
  plan: Plan,
  signal: Signal | Dropped,
  { mutable, ...act }: Hearsay,
): Promise<Did> {
  if (signal.action === 'drop') return { key: signal.key, did: 'dropped', reference: null };
  const did = await met(tx, batch, plan, signal, { mutable, ...act });
  lookBack(batch, signal, did, act);
  return did;
}

async function met(tx: Tx, batch: Batch, plan: Plan, signal: Signal, { mutable, ...act }: Hearsay): Promise<Did> {
  const applied = applyTo(batch, plan, signal, act);
  if (applied !== undefined) return applied;
  const muted = mutable && (await maintainedUntil(tx, plan.slug, signal.service, act.at)) !== undefined;
  if (muted) return { key: signal.key, did: 'muted', reference: null };
  return openFor(tx, batch, plan.slug, signal, act);
}

/** What something would come down to, and what it would do now; nothing is done. */
export const rehearse = (desk: Pick<Desk, 'db' | 'now' | 'rules'>, row: Waiting) =>
  desk.db.transaction().execute(async (tx) => {
    const { all, heard } = await understand(desk, tx, [row]);
    return { signals: all[0]!.signals, did: (heard[0]!.outcome as { signals: Did[] }).signals };
  });

async function readAll(desk: Pick<Desk, 'now' | 'rules'>, tx: Tx, rows: readonly Waiting[]): Promise<Read[]> {
  const plans = new Map<string, Rules | undefined>();
  for (const slug of new Set(rows.map(({ plan }) => plan))) {
    const current = await currentVersion(tx, slug);
    plans.set(slug, current && (await rulesNow(desk, tx, slug, current.version)));
  }
  return rows.map((row) => {
    const rules = plans.get(row.plan);
    if (rules === undefined) return { row, rules, signals: [], error: `There is no plan "${row.plan}".` };
    const signals = signalsOf(rules.plan, row.source, row.form, fields(row.body)).map(short);
    return { row, rules, signals, error: null };
  });
}

const longestKey = 500;

/** Postgres finds by keys of some length only. */
const short = <T extends { readonly key: string }>(one: T): T =>
  one.key.length <= longestKey ? one : { ...one, key: `${one.key.slice(0, longestKey - 65)}#${sha256(one.key)}` };
