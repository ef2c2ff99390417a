import { isAmong } from '../../domain/access.ts';
import { known } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';
import { rulesInForce } from '../plan/rules.ts';

import { declare } from './declare.ts';
import { mode } from './mode.ts';
import type { ModeView, Which } from './mode.ts';

interface Asked {
  readonly reason: string;
  /** Epoch ms; left out: until somebody lifts it. */
  readonly until?: number | undefined;
}

/**
 * Declares from now on that a service runs only partly, and has it told as the plan says; declared again, it is for the latest reason and
 * end, and nobody is told twice. Throws `Forbidden`, `UnknownValue`, or `Invalid` for a plan that is not there or an end that has passed.
 */
export async function degrade(
  desk: Desk,
  caller: Caller,
  which: Which,
  { reason, until }: Asked,
  key: string | null,
): Promise<ModeView> {
  const rules = await mayDeclare(desk, caller, which);
  if (until !== undefined && until <= desk.now())
    throw new Invalid('It cannot end in the past: give a later `until`, or leave it out.', '/until');
  const { plan, service } = which;
  await once(desk, { caller, key, what: `degrade ${plan}/${service}`, body: { reason, until } }, () => async (tx) => {
    const untilAt = until ?? null;
    await declare(tx, desk, rules, { services: [service], mode: 'degraded', by: caller.by, reason, untilAt });
    return {};
  });
  return mode(desk, caller, which);
}

/**
 * The rules by which this caller may say how a service runs: whom the plan names for that, and who works on tickets. Throws `Forbidden`,
 * `UnknownValue` or `Invalid`.
 */
export async function mayDeclare(desk: Desk, caller: Caller, { plan: slug, service }: Which): Promise<Rules> {
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  const owns = rules !== undefined && isAmong(rules.plan, caller.by, rules.plan.degraded?.owner ?? []);
  if (!owns) await requirePermission(desk, caller, 'work');
  if (rules === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  known('service', service, Object.keys(rules.plan.services));
  return rules;
}
