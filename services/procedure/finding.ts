import { readRun } from '../../db/runs.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { procedureOf } from '../../domain/procedure/run.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesNow } from '../on-call/rules.ts';

import { actOnRun } from './act.ts';
import { mayReachRun, noRun } from './reachable.ts';

/** What was found in a step, and how grave it is. */
export interface Finding {
  readonly step: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly severity?: string | undefined;
  readonly type?: string | undefined;
}

/**
 * Makes a ticket of what was found, once for each key, and notes it in the run; answers the ticket's reference. Throws what opening a ticket
 * and acting on a run throw.
 */
export async function find(
  desk: Desk,
  caller: Caller,
  { reference, key, body }: { readonly reference: string; readonly key: string; readonly body: Finding },
): Promise<string> {
  await requirePermission(desk, caller, 'work');
  const run = await readRun(desk.db, reference);
  if (run === undefined || !(await mayReachRun(desk.db, caller, run))) throw noRun(reference);
  const { step, title, description, severity, type } = body;
  const rules = await rulesNow(desk, desk.db, run.plan, run.plan_version);
  const { service } = procedureOf(rules, run.state);
  const own = run.incident === null ? undefined : await readIncident(desk.db, run.incident);
  const report = {
    plan: run.plan,
    title,
    type: type ?? own?.type,
    severity,
    channel: 'procedure',
    description: [description, `${procedureOf(rules, run.state).title}: ${reference}`].filter(Boolean).join('\n\n'),
    ...(service !== null && { service }),
  };
  const ticket = await open(desk, caller, report, `finding:${reference}:${key}`);
  await actOnRun(desk, caller, {
    reference,
    verb: 'finding',
    key,
    body: { step, title, ...(severity !== undefined && { severity }), reference: ticket.reference },
  });
  return ticket.reference;
}
