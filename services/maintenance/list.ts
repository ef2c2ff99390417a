import { listAnnouncements } from '../../db/announcements.ts';
import { stateOf } from '../../domain/maintenance/state.ts';
import type { RunStatus } from '../../domain/procedure/run.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { zoneOf } from './kind.ts';

const most = 100;

/** The last hundred times of maintenance that the caller may see, the latest window first, and how far each has come. */
export async function maintenances(desk: Desk, caller: Caller, plan?: string) {
  if (caller.ticket !== null || (plan !== undefined && !mayReach(caller, plan))) return [];
  const rows = await listAnnouncements(desk.db, { plan: plan ?? caller.plan, limit: most });
  const now = desk.now();
  return Promise.all(
    rows.map(async (row) => {
      const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
      const {
        from_at: fromAt,
        until_at: untilAt,
        begun_at: begunAt,
        ended_at: endedAt,
        withdrawn_at: withdrawnAt,
      } = row;
      const status = row.status as RunStatus;
      return {
        plan: row.plan,
        run: row.run,
        kind: row.kind,
        title: rules.plan.procedures[row.procedure]?.title ?? row.kind,
        services: [...row.services],
        state: stateOf({ fromAt, untilAt, begunAt, endedAt, withdrawnAt, status }, now),
        fromAt,
        untilAt,
        announcedAt: row.at,
        movedBecause: row.why,
        begunAt,
        endedAt,
        timezone: zoneOf(rules, row),
      };
    }),
  );
}
