import { listPlans } from '../../db/plans.ts';
import { deleteResults, rolledUntil, saveHours } from '../../db/uptime.ts';
import { measureOf } from '../../domain/monitor/measuring.ts';
import { tallyOf } from '../../domain/monitor/uptime.ts';
import type { Span } from '../../domain/monitor/uptime.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { plannedFor, seenOf } from './seen.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Hours so young are counted anew: failures in a row may have begun in them, and maintenance be entered late. */
const anewMs = 4 * day;
/** For how long what each check saw is kept. */
const keptMs = 30 * day;
const atOnce = 5000;

type Rolling = Pick<Desk, 'db' | 'rules' | 'now'>;

/** Counts the hours that are over, for every service under a plan in force, and forgets what each check saw 30 days ago. */
export async function rollUp(desk: Rolling): Promise<void> {
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const service of Object.keys(plan.services))
      if (measureOf(plan, service).by !== 'incidents') await rollUpService(desk, plan, service);
  }
  for (let done = atOnce; done === atOnce;) done = await deleteResults(desk.db, desk.now() - keptMs, atOnce);
}

async function rollUpService(desk: Rolling, plan: Plan, service: string): Promise<void> {
  const until = Math.floor(desk.now() / hour) * hour;
  const oldest = until - keptMs + day;
  const rolled = await rolledUntil(desk.db, plan.slug, service);
  const from = rolled === undefined ? oldest : Math.max(oldest, Math.min(rolled, until) - anewMs);
  for (let at = from; at < until; at += day) await rollUpDay(desk, plan, service, [at, Math.min(at + day, until)]);
}

async function rollUpDay(desk: Rolling, plan: Plan, service: string, span: Span): Promise<void> {
  const [seen, planned] = await Promise.all([seenOf(desk, plan, service, span), plannedFor(desk, plan, service, span)]);
  const [from, until] = span;
  const hours = Array.from({ length: (until - from) / hour }, (_, index) => from + index * hour).flatMap((at) => {
    const { knownMs, downMs, plannedMs, plannedDownMs } = tallyOf(seen, planned, [at, at + hour]);
    const counts = { known_ms: knownMs, down_ms: downMs, planned_ms: plannedMs, planned_down_ms: plannedDownMs };
    return knownMs === 0 ? [] : [{ plan: plan.slug, service, hour_at: at, ...counts }];
  });
  await saveHours(desk.db, hours);
}
