import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';

import type { Desk } from '../services/desk.ts';

import { followPlans } from './plan-follower.ts';
import { isFresh, isTampered, optionsOf } from './schedule-spec.ts';
import { clusterOf, noteSchedules, schedulesMade } from './schedules-made.ts';
import { scheduledTypes, wantedSchedules } from './schedules-wanted.ts';
import type { Wanted } from './schedules-wanted.ts';

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
 * Keeps Temporal's schedules as the plans in force say: at once, within seconds of a new version, and every hour. What fails is tried again. Answers how to stop it; what it has in hand then may be left half done, and is done by the next.
 */
export function keepSchedules({ desk, client, warn }: Keeping): () => void {
  const onFailure = (error: unknown) =>
    warn('the schedules are not as the plans say, and are tried again', { err: String(error) });

  async function reconcile(): Promise<void> {
    const { tampered } = await client.withDeadline(Date.now() + patienceMs, () => reconcileSchedules(desk, client));
    for (const id of tampered) warn('this schedule was changed or deleted by hand and is put right', { schedule: id });
  }

  return followPlans({ desk, doing: reconcile, onFailure });
}

/** Makes Temporal's schedules those of the plans in force, once; what is right already is left alone. */
export async function reconcileSchedules(
  desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>,
  client: Client,
): Promise<Reconciled> {
  const done = { created: [] as string[], changed: [] as string[], tampered: [] as string[], deleted: [] as string[] };
  const cluster = await clusterOf(desk.db);
  const made = await schedulesMade(desk.db, cluster);
  const wanted = await wantedSchedules(desk);
  for (const one of wanted) {
    if (await create(client, one)) done[made.has(one.id) ? 'tampered' : 'created'].push(one.id);
    else await putRight(one);
  }
  const kept = new Set(wanted.map(({ id }) => id));
  for await (const { scheduleId: id, action } of client.schedule.list())
    if (scheduledTypes.includes(action?.workflowType ?? '') && !kept.has(id) && (await remove(client, id)))
      done.deleted.push(id);
  await noteSchedules(desk.db, { cluster, ids: [...kept] });
  return done;

  async function putRight(one: Wanted): Promise<void> {
    const { id } = one;
    const handle = client.schedule.getHandle(id);
    const found = await handle.describe();
    const tampered = isTampered(found);
    if (tampered) done.tampered.push(id);
    if (!tampered && isFresh(found, one, desk.now())) return;
    await handle.update(() => optionsOf(one));
    if (!tampered) done.changed.push(id);
  }
}

const create = (client: Client, one: Wanted): Promise<boolean> =>
  client.schedule.create({ scheduleId: one.id, ...optionsOf(one) }).then(() => true, unless(ScheduleAlreadyRunning));

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
