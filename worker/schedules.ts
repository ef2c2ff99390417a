import { setTimeout as sleep } from 'node:timers/promises';

import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';

import { listPlans } from '../db/plans.ts';
import { count } from '../db/settings.ts';
import type { Desk } from '../services/desk.ts';
import { coming } from '../services/schedule/coming.ts';
import type { Coming } from '../services/schedule/coming.ts';
import { beginMissed } from '../services/schedule/missed.ts';
import { scheduleId, scheduleWorkflowType } from '../workflows/ids.ts';

import { isFresh, isTampered, optionsOf } from './schedule-spec.ts';
import { clusterOf, noteSchedules, schedulesMade } from './schedules-made.ts';

const everyMs = 3000;
/** How often what somebody changed by hand is looked for, and whether enough has been told ahead. */
const hourMs = 3_600_000;
/** With Temporal away a call would wait for longer than anybody. */
const patienceMs = 30_000;

interface Keeping {
  readonly desk: Desk;
  readonly client: Client;
  readonly warn: (sentence: string, details: object) => void;
}

/** What was done to the schedules, by their ids. `tampered`: somebody had changed or deleted it. */
export type Reconciled = Readonly<Record<'created' | 'changed' | 'tampered' | 'deleted', readonly string[]>>;

/**
 * Keeps Temporal's schedules as the plans in force say: at once, within seconds of a new version, and every hour. Begins what
 * they have missed. What fails is tried again. Answers how to stop it; what it has in hand then may be left half done, and is done by the next.
 */
export function keepSchedules({ desk, client, warn }: Keeping): () => void {
  const stop = new AbortController();
  let done = '';
  let failing = false;

  async function look(): Promise<void> {
    const wanted = await stateOf(desk);
    if (wanted === done) return;
    await catchUp();
    const { tampered } = await client.withDeadline(Date.now() + patienceMs, () => reconcileSchedules(desk, client));
    for (const id of tampered) warn('this schedule was changed or deleted by hand and is put right', { schedule: id });
    done = wanted;
    failing = false;
  }

  /** Temporal need not be there for it. */
  async function catchUp(): Promise<void> {
    const missed = await beginMissed(desk);
    if (missed === 0) return;
    warn('what Temporal has not begun is begun', { missed });
    await count(desk.db, 'relay_begun', missed);
  }

  function failed(error: unknown): void {
    if (!failing) warn('the schedules are not as the plans say, and are tried again', { err: String(error) });
    failing = true;
  }

  async function repeat(): Promise<void> {
    while (!stop.signal.aborted) {
      await look().catch(failed);
      await sleep(everyMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }

  void repeat();
  return () => stop.abort();
}

/** As long as it stays the same, so do the schedules: the cluster, the plans' versions, the hour. */
async function stateOf({ db, now }: Desk): Promise<string> {
  const cluster = await clusterOf(db);
  const versions = (await listPlans(db)).map(({ slug, version }) => `${slug}@${version}`);
  return JSON.stringify([cluster, versions, Math.floor(now() / hourMs)]);
}

/** Makes Temporal's schedules those of the plans in force, once; what is right already is left alone. */
export async function reconcileSchedules(desk: Pick<Desk, 'db' | 'now'>, client: Client): Promise<Reconciled> {
  const done = { created: [] as string[], changed: [] as string[], tampered: [] as string[], deleted: [] as string[] };
  const cluster = await clusterOf(desk.db);
  const made = await schedulesMade(desk.db, cluster);
  const wanted = await coming(desk);
  for (const one of wanted) {
    const id = scheduleId(one.plan, one.name);
    if (await create(client, id, one)) done[made.has(id) ? 'tampered' : 'created'].push(id);
    else await putRight(id, one);
  }
  const kept = new Set(wanted.map(({ plan, name }) => scheduleId(plan, name)));
  for await (const { scheduleId: id, action } of client.schedule.list())
    if (action?.workflowType === scheduleWorkflowType && !kept.has(id) && (await remove(client, id)))
      done.deleted.push(id);
  await noteSchedules(desk.db, { cluster, ids: [...kept] });
  return done;

  async function putRight(id: string, one: Coming): Promise<void> {
    const handle = client.schedule.getHandle(id);
    const found = await handle.describe();
    const tampered = isTampered(found);
    if (tampered) done.tampered.push(id);
    if (!tampered && isFresh(found, one, desk.now())) return;
    await handle.update(() => optionsOf(one));
    if (!tampered) done.changed.push(id);
  }
}

const create = (client: Client, id: string, one: Coming): Promise<boolean> =>
  client.schedule.create({ scheduleId: id, ...optionsOf(one) }).then(() => true, unless(ScheduleAlreadyRunning));

/** The list may still name what is gone. */
const remove = (client: Client, id: string): Promise<boolean> =>
  client.schedule
    .getHandle(id)
    .delete()
    .then(() => true, unless(ScheduleNotFoundError));

const unless =
  (expected: new (...args: never[]) => Error) =>
  (error: unknown): false => {
    if (error instanceof expected) return false;
    throw error;
  };
