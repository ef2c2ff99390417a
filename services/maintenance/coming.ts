import { pausesAt } from '../../db/occurrences.ts';
import type { Window } from '../../domain/maintenance/window.ts';
import type { Rules } from '../../domain/plan.ts';
import type { MaintenanceKind } from '../../domain/plan/maintenance.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesInForce } from '../plan/rules.ts';
import { firstInstants, recurring } from '../schedule/coming.ts';
import type { Recurring } from '../schedule/coming.ts';

import { windowsOf, zoneOf } from './kind.ts';

const each = 3;

/** The next three times of each kind that comes round under the plans that the caller may see, the soonest first; a pause leaves some out. */
export async function comingMaintenance(desk: Desk, caller: Caller, plan?: string) {
  const slugs = (await plans(desk, caller)).map(({ slug }) => slug).filter((slug) => (plan ?? slug) === slug);
  const all = (await recurring(desk, { plans: slugs })).filter(({ name }) => name.startsWith('maintenance/'));
  const pauses = await pausesAt(desk.db, desk.now(), slugs);
  const views = await Promise.all(
    all.map(async (one) => {
      const pause = pauses.find((row) => row.plan === one.plan && row.name === one.name);
      const rules = (await rulesInForce(desk, one.plan))!;
      return next(rules, one, { now: desk.now(), pausedUntil: pause?.until_at ?? -Infinity });
    }),
  );
  return views.flat().toSorted((a, b) => a.fromAt - b.fromAt);
}

interface Pausing {
  readonly now: number;
  readonly pausedUntil: number;
}

function next(rules: Rules, one: Recurring, { now, pausedUntil }: Pausing) {
  const { plan, name, title } = one;
  const kind = rules.plan.maintenance?.kinds[name.split('/')[1]!];
  if (kind === undefined) return [];
  const shared = {
    plan,
    kind: name.split('/')[1]!,
    title,
    services: [...kind.services],
    timezone: zoneOf(rules, { procedure: name }),
  };
  return firstInstants(one, now, each)
    .filter((at) => at >= pausedUntil)
    .flatMap((announceAt) => {
      const window = windowFrom(rules, kind, announceAt + kind.leadMs);
      return window === undefined
        ? []
        : [{ ...shared, announceAt, fromAt: window.from, untilAt: Math.min(window.to, window.from + kind.lastsMs) }];
    });
}

/** The first that is long enough; whenever it is where none is named. */
function windowFrom(rules: Rules, { lastsMs }: MaintenanceKind, at: number): Window | undefined {
  const windows = windowsOf(rules, at) ?? [{ from: at, to: at + lastsMs }];
  return windows.find(({ from, to }) => from >= at && to - from >= lastsMs);
}
