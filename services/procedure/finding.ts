import { doneBefore } from '../../db/events.ts';
import { readRun } from '../../db/runs.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { ActRefused } from '../../domain/incident/incident.ts';
import { refusal } from '../../domain/procedure/acts.ts';
import { procedureOf, subjectOf } from '../../domain/procedure/run.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';
import { act } from '../incident/act.ts';
import { open } from '../incident/open.ts';
import type { Report } from '../incident/open.ts';
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
 * Makes a ticket of what was found, once for each key, related to the one that the run works for, and notes it in the run; answers its
 * reference. Throws what opening a ticket
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
  await mustBePossible(desk, caller, run, key, body);
  const own = run.incident === null ? undefined : await readIncident(desk.db, run.incident);
  const report = await reportOf(desk, run, own, body);
  const ticket = await open(desk, caller, report, `finding:${reference}:${key}`);
  // What has ended for good is tied to nothing more.
  if (own !== undefined && own.ended_at === null) {
    const link = { to: ticket.reference, as: 'related' as const };
    await act(desk, caller, { reference: own.reference, verb: 'link', body: link, key: `finding:${reference}:${key}` });
  }
  const { step, title, severity } = body;
  const said = { step, title, ...(severity !== undefined && { severity }), reference: ticket.reference };
  await actOnRun(desk, caller, { reference, verb: 'finding', key, body: said });
  return ticket.reference;
}

/** What is refused opens nothing; what was done before is done. Throws `ActRefused`. */
async function mustBePossible(desk: Desk, caller: Caller, run: Row, key: string, { step }: Finding): Promise<void> {
  const rules = await rulesNow(desk, desk.db, run.plan, run.plan_version);
  const why = refusal(rules, run.state, 'finding', step);
  const before = why !== null && (await doneBefore(desk.db, subjectOf(run.reference), `act:${caller.id}:${key}`));
  if (why !== null && before === undefined) throw new ActRefused(why);
}

type Row = NonNullable<Awaited<ReturnType<typeof readRun>>>;
type Own = Awaited<ReturnType<typeof readIncident>>;

async function reportOf(desk: Desk, run: Row, own: Own, body: Finding): Promise<Report> {
  const { title, description, severity, type } = body;
  const rules = await rulesNow(desk, desk.db, run.plan, run.plan_version);
  const { service } = procedureOf(rules, run.state);
  return {
    plan: run.plan,
    title,
    // What is said of neither is as the ticket's that it was found for.
    type: type ?? own?.type,
    severity: severity ?? (type === undefined ? own?.severity : undefined),
    channel: 'procedure',
    description: [description, `${procedureOf(rules, run.state).title}: ${run.reference}`].filter(Boolean).join('\n\n'),
    ...(service !== null && { service }),
  };
}
