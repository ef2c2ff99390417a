import type { Client } from '@temporalio/client';

import { administrator } from '../../services/access/caller.ts';
import { onCall } from '../../services/on-call/show.ts';
import { begunAs } from '../../services/schedule/begin.ts';
import { coming } from '../../services/schedule/coming.ts';
import type { Desk } from '../../services/desk.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { scheduleId } from '../../workflows/ids.ts';

import { liveThrough } from './temporal.ts';

/** Temporal's schedules as the plans say once they were reconciled, and what time travel must know of them. */
export function scheduleWatch(desk: Desk, client: Client) {
  let known: { plan: string; name: string; at: number }[] = [];
  let ids: string[] = [];

  return {
    async reconcile() {
      const done = await reconcileSchedules(desk, client);
      const wanted = await coming(desk);
      ids = wanted.map(({ plan, name }) => scheduleId(plan, name));
      known = wanted.flatMap(({ plan, name, instants }) => instants.map((at) => ({ plan, name, at })));
      return done;
    },
    /** The next instant at which one of them starts something. */
    next: (): number | undefined =>
      known
        .map(({ at }) => at)
        .toSorted((a, b) => a - b)
        .find((at) => at > desk.now()),
    /** What should have been opened by now, and is not yet. */
    async pending(): Promise<string[]> {
      const due = known.filter(({ at }) => at <= desk.now());
      const opened = await Promise.all(due.map(({ plan, name, at }) => begunAs(desk, { plan, name, nominalAt: at })));
      return due.flatMap(({ name, at }, index) =>
        opened[index] === undefined ? [`${name} of ${new Date(at).toISOString()} is to begin`] : [],
      );
    },
    skip: (ms: number) =>
      Promise.all(ids.map((id) => liveThrough(client.workflow.getHandle(`temporal-sys-scheduler:${id}`), ms))),
  };
}

/** The next instant at which somebody goes on call or leaves. */
export async function nextShift(desk: Desk): Promise<number | undefined> {
  const all = await onCall(desk, administrator('tests'), {});
  const instants = all.flatMap(({ now, next }) => [now?.until, next?.from]).filter((at) => typeof at === 'number');
  return instants.length === 0 ? undefined : Math.min(...instants);
}
