import { evidenceOf } from '../../db/evidence.ts';
import { listPlans } from '../../db/plans.ts';
import { isRunReference, listRuns } from '../../db/runs.ts';
import type { Procedure } from '../../domain/plan/procedures.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';
import { rulesInForce } from '../plan/rules.ts';

import { viewOf, whatOf } from './view.ts';
import type { RunView } from './view.ts';

/** Which runs are wanted. */
export interface RunsWanted {
  readonly plan?: string | undefined;
  readonly procedure?: string | undefined;
  readonly status?: string | undefined;
  readonly incident?: string | undefined;
  /** The reference of the last one seen. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of runs that the caller may see, the newest first, and the cursor of the next. Throws `Invalid` for a bad cursor. */
export async function runs(
  desk: Desk,
  caller: Caller,
  { plan, cursor, limit, ...wanted }: RunsWanted,
): Promise<{ items: readonly RunView[]; next: string | null }> {
  if (cursor !== undefined && !isRunReference(cursor))
    throw new Invalid('This is no cursor of a page of runs.', '/cursor');
  const elsewhere = caller.plan !== null && plan !== undefined && plan !== caller.plan;
  if (elsewhere || caller.ticket !== null) return { items: [], next: null };
  const rows = await listRuns(desk.db, { ...wanted, cursor, plan: caller.plan ?? plan ?? null, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { items: await seen(desk, caller, page), next: rows.length > page.length ? page.at(-1)!.reference : null };
}

/** Of a ticket that the caller may not see neither is what is done for it. */
async function seen(desk: Desk, { hidden }: Caller, rows: Awaited<ReturnType<typeof listRuns>>) {
  const items: RunView[] = [];
  const reached = rows.filter(({ type }) => type === null || !hidden.includes(type));
  const evidence = await evidenceOf(
    desk.db,
    reached.map(({ reference }) => reference),
  );
  for (const row of reached)
    items.push(viewOf(await rulesNow(desk, desk.db, row.plan, row.plan_version), row, desk.now(), evidence));
  return items;
}

/** What can be carried out under the plans in force that the caller may see. */
export async function procedures(desk: Desk, caller: Caller, plan?: string) {
  const slugs = (await listPlans(desk.db)).map(({ slug }) => slug);
  const wanted = slugs.filter((slug) => mayReach(caller, slug) && (plan ?? slug) === slug);
  const all = await Promise.all(wanted.map(async (slug) => ({ slug, rules: (await rulesInForce(desk, slug))! })));
  return all.flatMap(({ slug, rules }) =>
    Object.entries(rules.plan.procedures).map(([name, one]) => ({ plan: slug, name, ...described(one) })),
  );
}

const described = ({ title, description, asks, triggers, withinMs, steps, opens, service }: Procedure) => ({
  title,
  description,
  asks,
  triggers: [...triggers],
  withinMs,
  opens,
  service,
  steps: steps.map((step) => ({
    name: step.name,
    title: step.title,
    kind: step.act.kind,
    what: [...whatOf(step.act)],
    after: [...step.after],
    withinMs: step.withinMs,
  })),
});
