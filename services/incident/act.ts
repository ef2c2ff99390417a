import type { Transaction } from 'kysely';

import { transient, violated } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import { doneBefore } from '../../db/events.ts';
import { saveIncidents } from '../../db/incidents.ts';
import type { Locked } from '../../db/incidents.ts';
import { parentOf } from '../../db/relations.ts';
import { openRunsFor } from '../../db/ticket-runs.ts';
import type { Database } from '../../db/schema.ts';
import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { ActRefused, isOpen } from '../../domain/incident/incident.ts';
import { step } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Caller } from '../access/caller.ts';
import { requireAct } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { otherBody } from '../once.ts';
import { rulesNow } from '../on-call/rules.ts';

import { lockOther, otherSide } from './link.ts';
import { mustBeAsExpected } from './expected.ts';
import type { Expected } from './expected.ts';
import { caughtUp } from './catch-up.ts';
import { lockChildren, tellChildren } from './children.ts';
import { prepared } from './prepare.ts';
import type { AskedBodies } from './prepare.ts';
import { lockReachable } from './reachable.ts';

/** An act on an incident, as a caller asks for it. */
export interface Asked<V extends Verb> {
  readonly reference: string;
  readonly verb: V;
  readonly body: AskedBodies[V];
  /** The caller's own key: the same one twice is once. */
  readonly key: string;
  /** Only if it still is this. */
  readonly expected?: Expected;
}

/**
 * Does it, whole or not at all, and wakes the incident's workflow. What had fallen due before is done first, so that acting
 * late hides no breach. Throws `Forbidden`, `NotFound`, `ActRefused`, `UnknownValue`, `Invalid` for a key that came with another body, or
 * `Changed` where it is not as expected, unless this very act is what changed it.
 */
export async function act<V extends Verb>(desk: Desk, caller: Caller, asked: Asked<V>): Promise<void> {
  await requireAct(desk, caller, asked.verb);
  const key = `act:${caller.id}:${asked.key}`;
  const bodyHash = sha256(JSON.stringify([asked.verb, asked.body]));
  const done = await desk.db
    .transaction()
    .execute(async (tx) => {
      const other = await lockOther(tx, asked);
      const children = await lockChildren(tx, asked);
      const locked = await lockReachable(tx, caller, asked.reference);
      await mustBeAsExpected(tx, locked, asked.expected ?? {});
      return write(desk, tx, locked, caller, asked, { key, bodyHash, other, children });
    })
    .catch((error: unknown) => doneOr(error, desk, asked.reference, { key, bodyHash }));
  for (const { reference, kind } of done) desk.stir(reference, kind);
}

/**
 * Nothing where the act that failed was done before: the key of its event is unique, so that it cannot be done twice, and only
 * what fails need be looked for. Throws the error of every other, and `Invalid` where it came with another body.
 */
async function doneOr(
  error: unknown,
  { db }: Desk,
  reference: string,
  { key, bodyHash }: { key: string; bodyHash: string },
): Promise<readonly Done[]> {
  if (error instanceof NotFound || transient(error)) throw error;
  const before = await doneBefore(db, reference, key);
  if (before === undefined) throw violated(error) === 'incident_dedup' ? takenMeanwhile(reference) : error;
  if (before !== bodyHash) throw otherBody();
  return [];
}

/** What belongs to an act besides: its key, and the other tickets that it concerns, which are locked. */
interface Around {
  readonly key: string;
  readonly bodyHash: string;
  readonly other: string | null;
  readonly children: readonly string[];
}

/** Whose workflow is to be woken, and for what. */
interface Done {
  readonly reference: string;
  readonly kind: string;
}

async function write<V extends Verb>(
  desk: Desk,
  tx: Transaction<Database>,
  locked: Locked,
  caller: Caller,
  { verb, body }: Asked<V>,
  { key, bodyHash, other, children }: Around,
): Promise<readonly Done[]> {
  const { plan, planVersion, lastEventAt } = locked.incident;
  const rules = await rulesNow(desk, tx, plan, planVersion);
  const at = Math.max(desk.now(), lastEventAt);
  const before = await caughtUp(tx, rules, locked.incident, at);
  // What is not possible at all is refused for that, whatever else is wrong.
  step(verb, before, { by: caller.by, at });
  const ready = await prepared(verb, { tx, caller, rules, incident: before, at }, body);
  const done = perform(verb, rules, before, { key, by: caller.by, at }, ready);
  const incident = fireDue(rules, done, at);
  const own = { locked, incident, nextDueAt: nextDue(rules, incident), wakeAt: at };
  const there =
    other === null ? [] : await otherSide(desk, tx, { from: before, other, verb, ready, act: { key, by: caller.by } });
  const told = await tellChildren(desk, tx, done, { key, by: caller.by, at }, children);
  await saveIncidents(tx, [own, ...there, ...told], bodyHash);
  const opened = (ready as Partial<Bodies['postmortem']>).tickets ?? [];
  const isOver = isOpen(before) && !isOpen(done);
  const waiting = isOver ? await parentOf(tx, done.reference) : undefined;
  const runs = isOver ? await openRunsFor(tx, done.reference) : [];
  const changed = [done, ...[...there, ...told].map((one) => one.incident)];
  return [
    ...changed.map(({ reference, events }) => ({
      reference,
      kind: (events.find((one) => one.key === key) ?? events.at(-1)!).kind,
    })),
    ...opened.map((reference) => ({ reference, kind: 'opened' })),
    ...(waiting === undefined ? [] : [{ reference: waiting, kind: 'child' }]),
    ...runs.map((run) => ({ reference: subjectOf(run), kind: 'ticket' })),
  ];
}

const takenMeanwhile = (reference: string) =>
  new ActRefused(`Cannot reopen ${reference}: another incident with its deduplication key is open; act on that one.`);
