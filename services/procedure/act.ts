import { transient, violated } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import { doneBefore } from '../../db/events.ts';
import { insertEvidence } from '../../db/evidence.ts';
import { lockRun } from '../../db/runs.ts';
import type { LockedRun } from '../../db/runs.ts';
import type { Database } from '../../db/schema.ts';
import { performOn } from '../../domain/procedure/acts.ts';
import type { RunBodies, RunVerb } from '../../domain/procedure/acts.ts';
import { fireDue } from '../../domain/procedure/due.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Transaction } from 'kysely';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { otherBody } from '../once.ts';
import { rulesNow } from '../on-call/rules.ts';

import { evidenceIn, spelled } from './evidence.ts';
import type { Evidence, EvidenceFile } from './evidence.ts';
import { asOfTicket } from './as-of-ticket.ts';
import { mayReachRun, noRun } from './reachable.ts';
import { save } from './save.ts';
import type { Stir } from './tell-ticket.ts';

/** An act on a run, as a caller asks for it. */
export interface AskedOfRun<V extends RunVerb> {
  readonly reference: string;
  readonly verb: V;
  readonly body: RunBodies[V];
  /** The caller's own key: the same one twice is once. */
  readonly key: string;
  /** Of `tick` and `done`: what shows it. */
  readonly files?: readonly EvidenceFile[];
}

/**
 * Does it, whole or not at all, and wakes the run's workflow. What had fallen due before is done first. Throws `Forbidden`, `NotFound`,
 * `ActRefused`, `UnknownValue`, or `Invalid` for a key that came with another body.
 */
export async function actOnRun<V extends RunVerb>(desk: Desk, caller: Caller, asked: AskedOfRun<V>): Promise<void> {
  await requirePermission(desk, caller, 'work');
  const { reference, verb, files: given = [] } = asked;
  const files = evidenceIn(given);
  const body = files.length === 0 ? asked.body : { ...asked.body, files: spelled(files) };
  const key = `act:${caller.id}:${asked.key}`;
  const bodyHash = sha256(JSON.stringify([verb, body]));
  const stirs = await desk.db
    .transaction()
    .execute(async (tx) => {
      const locked = await lockRun(tx, reference);
      if (locked === undefined || !(await mayReachRun(tx, caller, locked.run))) throw noRun(reference);
      return write(desk, tx, locked, caller, { verb, body, key, bodyHash, files });
    })
    .catch((error: unknown) => doneOr(error, desk, reference, { key, bodyHash }));
  if (stirs === null) return;
  desk.stir(subjectOf(reference), verb);
  for (const one of stirs) desk.stir(one.reference, one.kind);
}

interface Writing<V extends RunVerb> {
  readonly verb: V;
  readonly body: RunBodies[V];
  readonly key: string;
  readonly bodyHash: string;
  readonly files: readonly Evidence[];
}

async function write<V extends RunVerb>(
  desk: Desk,
  tx: Transaction<Database>,
  locked: LockedRun,
  caller: Caller,
  { verb, body, key, bodyHash, files }: Writing<V>,
): Promise<readonly Stir[]> {
  const { plan, planVersion, lastEventAt } = locked.run;
  const rules = await rulesNow(desk, tx, plan, planVersion);
  const at = Math.max(desk.now(), lastEventAt);
  const before = fireDue(rules, asOfTicket(locked, at), at);
  const done = performOn(verb, rules, before, { key, by: caller.by, at }, body);
  const stirs = await save(desk, tx, rules, locked, fireDue(rules, done, at), { at, wakeAt: at, bodyHash });
  const of = { run: locked.run.reference, event_key: key, step: (body as { step?: string }).step ?? '', at };
  await insertEvidence(
    tx,
    files.map((file) => ({ ...file, ...of })),
  );
  return stirs;
}

/** Null where the act that failed was done before. Throws the error of every other, and `Invalid` where it came with another body. */
async function doneOr(
  error: unknown,
  { db }: Desk,
  reference: string,
  { key, bodyHash }: { key: string; bodyHash: string },
): Promise<null> {
  if (error instanceof NotFound || transient(error)) throw error;
  const before = await doneBefore(db, subjectOf(reference), key);
  if (before === undefined) throw violated(error) === undefined ? error : otherBody();
  if (before !== bodyHash) throw otherBody();
  return null;
}
