import type { Client } from '@temporalio/client';

import { keptMonitors } from '../../db/monitors.ts';
import { administrator } from '../../services/access/caller.ts';
import { onCall } from '../../services/on-call/show.ts';
import { rounds } from '../../services/monitor/rounds.ts';
import type { Round } from '../../services/monitor/rounds.ts';
import { settledAs } from '../../services/schedule/begin.ts';
import { coming, nextInstants } from '../../services/schedule/coming.ts';
import type { Desk } from '../../services/desk.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { scheduleId, watchScheduleId } from '../../workflows/ids.ts';

import { liveThrough } from './temporal.ts';

/** Temporal's schedules as the plans say once they were reconciled, and what time travel must know of them. */
export function scheduleWatch(desk: Desk, client: Client) {
  let known: { plan: string; name: string; at: number }[] = [];
  let watched: { round: Round; instants: readonly number[] }[] = [];
  let ids: string[] = [];

  /** What should have been looked at by now, and is not yet. */
  async function unseen({
    round: { plan, every, watched: all },
    instants,
  }: (typeof watched)[number]): Promise<string[]> {
    const due = instants.findLast((at) => at <= desk.now());
    if (due === undefined) return [];
    const kept = await keptMonitors(desk.db, [plan]);
    const seen = (name: string) => (kept.find((one) => one.name === name)?.last?.at ?? 0) >= due;
    return all.every(({ name }) => seen(name)) ? [] : [`${every} of ${new Date(due).toISOString()} is to be looked at`];
  }

  return {
    async reconcile() {
      const done = await reconcileSchedules(desk, client);
      const wanted = await coming(desk);
      watched = (await rounds(desk)).map((round) => ({ round, instants: nextInstants(round, desk.now()) }));
      ids = [
        ...wanted.map(({ plan, name }) => scheduleId(plan, name)),
        ...watched.map(({ round }) => watchScheduleId(round.plan, round.every)),
      ];
      known = wanted.flatMap(({ plan, name, instants }) => instants.map((at) => ({ plan, name, at })));
      return done;
    },
    /** The next instant at which one of them starts something. */
    next: (): number | undefined =>
      [...known.map(({ at }) => at), ...watched.flatMap(({ instants }) => instants)]
        .toSorted((a, b) => a - b)
        .find((at) => at > desk.now()),
    /** What should have been opened by now, and is not yet. */
    async pending(): Promise<string[]> {
      const due = known.filter(({ at }) => at <= desk.now());
      const opened = await Promise.all(due.map(({ plan, name, at }) => settledAs(desk, { plan, name, nominalAt: at })));
      const unbegun = due.flatMap(({ name, at }, index) =>
        opened[index] === undefined ? [`${name} of ${new Date(at).toISOString()} is to begin`] : [],
      );
      return [...unbegun, ...(await Promise.all(watched.map(unseen))).flat()];
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
