import { firstApplied } from '../../db/plans.ts';
import { maintenanceOf, openSpans, resultsOf } from '../../db/uptime.ts';
import { checksOf } from '../../domain/monitor/measuring.ts';
import { seenBy, together } from '../../domain/monitor/uptime.ts';
import type { Judging, Seen, Span } from '../../domain/monitor/uptime.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Check } from '../../domain/plan/watching.ts';
import { longestGapMs } from '../../language/time/gaps.ts';
import type { Desk } from '../desk.ts';

type Looking = Pick<Desk, 'db' | 'now'>;

/** A check that missed one turn says nothing new; that missed two, nothing at all. */
const judgingOf = ({ every, fails }: Check): Judging => {
  const gap = longestGapMs(every);
  return { fails, holdsMs: gap === null || gap === 0 ? Infinity : 2 * gap };
};

/** Within so long before a span its first failures in a row may lie. */
const lookBackMs = ({ fails, holdsMs }: Judging): number =>
  holdsMs === Infinity ? 4 * 86_400_000 : Math.min((fails + 1) * holdsMs, 29 * 86_400_000);

/** What was seen of a service in a span, by its checks; by incidents where it has none. */
export async function seenOf(desk: Looking, plan: Plan, service: string, [from, until]: Span): Promise<Seen> {
  const now = Math.min(until, desk.now());
  const names = checksOf(plan, service);
  if (names.length === 0) return byIncidents(desk, plan, service, [from, now]);
  const judging = new Map(names.map((name) => [`check/${name}`, judgingOf(plan.checks[name]!)]));
  const back = Math.max(...[...judging.values()].map(lookBackMs));
  // A run of failures may reach its number only after the span.
  const ahead = Math.min(desk.now(), now + back);
  const rows = await resultsOf(desk.db, plan.slug, [...judging.keys()], from - back, ahead + 1);
  const looks = Map.groupBy(rows, ({ monitor }) => monitor);
  return together([...judging].map(([monitor, one]) => seenBy(looks.get(monitor) ?? [], one, ahead)));
}

async function byIncidents({ db }: Looking, plan: Plan, service: string, [from, now]: Span): Promise<Seen> {
  const born = (await firstApplied(db, plan.slug)) ?? now;
  const gravest = Object.keys(plan.severities)[0] ?? '';
  const rows = await openSpans(db, plan.slug, service, gravest, from);
  const down = rows.map(({ opened_at: opened, resolved_at: resolved }): Span => [opened, resolved ?? now]);
  return together([{ known: [[Math.min(born, now), now]], down }]);
}

/** When it was announced that a service would be away. */
export const plannedFor = async (
  { db }: Pick<Desk, 'db'>,
  plan: Plan,
  service: string,
  [from, until]: Span,
): Promise<readonly Span[]> =>
  (await maintenanceOf(db, plan.slug, service, from, until)).map((one): Span => [one.from_at, one.until_at]);
