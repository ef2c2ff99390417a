import { hoursOf, rolledUntil } from '../../db/uptime.ts';
import { measureOf } from '../../domain/monitor/measuring.ts';
import { added, nothing, tallyOf } from '../../domain/monitor/uptime.ts';
import type { Span, Tally } from '../../domain/monitor/uptime.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';

import { plannedFor, seenOf } from './seen.ts';

const hour = 3_600_000;
/** A span so short is counted to the millisecond. */
const shortMs = 2 * hour;

type Looking = Pick<Desk, 'db' | 'now'>;

/** How a service was in a span: by the hours that are counted, and by what was seen since. */
export async function tallyIn(desk: Looking, plan: Plan, service: string, [from, until]: Span): Promise<Tally> {
  const end = Math.min(until, desk.now());
  if (end <= from) return nothing;
  const counted =
    measureOf(plan, service).by === 'incidents' || end - from <= shortMs
      ? undefined
      : await rolledUntil(desk.db, plan.slug, service);
  const border = Math.min(end, Math.max(from, counted ?? from));
  const [before, after] = await Promise.all([
    byHours(desk, plan, service, [from, border]),
    bySeen(desk, plan, service, [border, end]),
  ]);
  return added(before, after);
}

async function bySeen(desk: Looking, plan: Plan, service: string, span: Span): Promise<Tally> {
  if (span[1] <= span[0]) return nothing;
  const [seen, planned] = await Promise.all([seenOf(desk, plan, service, span), plannedFor(desk, plan, service, span)]);
  return tallyOf(seen, planned, span);
}

/** Of an hour that is in it in part, its part. */
async function byHours({ db }: Looking, { slug }: Plan, service: string, [from, until]: Span): Promise<Tally> {
  if (until <= from) return nothing;
  const rows = await hoursOf(db, slug, service, from, until);
  return rows
    .map(({ hour_at: at, known_ms: known, down_ms: down, planned_ms: planned, planned_down_ms: plannedDown }) => {
      const part = (Math.min(at + hour, until) - Math.max(at, from)) / hour;
      const of = (ms: number) => Math.round(ms * part);
      return { knownMs: of(known), downMs: of(down), plannedMs: of(planned), plannedDownMs: of(plannedDown) };
    })
    .reduce(added, nothing);
}
