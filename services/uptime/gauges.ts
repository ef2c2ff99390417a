import { listPlans } from '../../db/plans.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { measured, uptimeOf } from './show.ts';
import type { Uptime } from './show.ts';

/** Looking at every service is worth it once a minute, however often somebody asks. */
const freshMs = 60_000;

interface Looked {
  readonly at: number;
  readonly all: Promise<readonly Uptime[]>;
}

const looked = new WeakMap<Desk['db'], Looked>();

/** Every service of the plans in force that is measured, in the present month, as it was a minute ago at most. */
export function uptimesNow(desk: Pick<Desk, 'db' | 'rules' | 'now'>): Promise<readonly Uptime[]> {
  const last = looked.get(desk.db);
  if (last !== undefined && desk.now() - last.at < freshMs) return last.all;
  const all = look(desk);
  looked.set(desk.db, { at: desk.now(), all });
  all.catch(() => looked.delete(desk.db));
  return all;
}

/** The same of the plans that the caller may see. */
export const uptimesSeen = async (desk: Desk, caller: Caller): Promise<readonly Uptime[]> =>
  (await uptimesNow(desk)).filter(({ plan }) => mayReach(caller, plan));

async function look(desk: Pick<Desk, 'db' | 'rules' | 'now'>): Promise<readonly Uptime[]> {
  const all: Uptime[] = [];
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const service of measured(plan)) all.push(await uptimeOf(desk, plan, service));
  }
  return all;
}
