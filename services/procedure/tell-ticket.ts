import type { Transaction } from 'kysely';

import { saveIncidents } from '../../db/incidents.ts';
import type { Locked } from '../../db/incidents.ts';
import { parentOf } from '../../db/relations.ts';
import type { Database } from '../../db/schema.ts';
import { perform } from '../../domain/incident/acts.ts';
import { carriedOut } from '../../domain/incident/carried-out.ts';
import type { RunNews } from '../../domain/incident/carried-out.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { owingPostmortem } from '../../domain/incident/look-back.ts';
import { recorded } from '../../domain/incident/record.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Promise as Promised } from '../../domain/plan/promises.ts';
import { procedureOf, subjectOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { newsOf } from '../../domain/procedure/with-ticket.ts';
import { runMessagesIn } from '../../language/run-messages.ts';
import type { Desk } from '../desk.ts';
import { caughtUp } from '../incident/catch-up.ts';
import { rulesNow } from '../on-call/rules.ts';

import { isToBeLookedBackOn } from './look-back.ts';

/** Whose workflow is to be woken, and for what. */
export interface Stir {
  readonly reference: string;
  readonly kind: string;
}

/**
 * Writes on the ticket that a run works for, which is locked, that it has begun or ended, in the transaction that writes down the run;
 * its `run` is null where that is new; `of` is what the run goes by. A ticket that is about the run is resolved by whoever did the last of it.
 */
export async function tellTicket(
  desk: Pick<Desk, 'now' | 'rules'>,
  tx: Transaction<Database>,
  of: Rules,
  { ticket: locked, run: before }: { readonly ticket: Locked | null; readonly run: Run | null },
  run: Run,
): Promise<readonly Stir[]> {
  const kind = newsOf(before, run);
  if (locked === null || kind === null) return [];
  const rules = await rulesNow(desk, tx, locked.incident.plan, locked.incident.planVersion);
  const at = Math.max(desk.now(), locked.incident.lastEventAt);
  const ticket = await caughtUp(tx, rules, locked.incident, at);
  const changed = changedBy(rules, ticket, { run, kind, promise: procedureOf(of, run).postmortem }, at);
  const incident = fireDue(rules, changed, at);
  const wakeAt = incident.endedAt === null ? at : null;
  await saveIncidents(tx, [{ locked, incident, nextDueAt: nextDue(rules, incident), wakeAt }]);
  const isDone = isOpen(ticket) && !isOpen(changed);
  const parent = isDone ? await parentOf(tx, incident.reference) : undefined;
  const own = { reference: incident.reference, kind: isDone ? 'resolved' : kind };
  return [...(wakeAt === null ? [] : [own]), ...(parent === undefined ? [] : [{ reference: parent, kind: 'child' }])];
}

interface Heard {
  readonly run: Run;
  readonly kind: RunNews['kind'];
  readonly promise: Promised | undefined;
}

/** What has become of the ticket by it. */
function changedBy(rules: Rules, ticket: Incident, { run, kind, promise }: Heard, at: number): Incident {
  const { reference, procedure, status, events } = run;
  const key = `${subjectOf(reference)}:${events.at(-1)!.key}`;
  const act = { key, by: events.findLast(({ by }) => by !== null)?.by ?? null, at };
  const noted = recorded(rules, ticket, carriedOut(ticket, act, { kind, run: reference, procedure, status }));
  const isOwed = kind === 'run-ended' && promise !== undefined && isToBeLookedBackOn(run);
  const ended = isOwed && { procedure, promise, endedAt: run.endedAt! };
  const own = { ...act, key: `${key}:postmortem`, by: null };
  const owed = ended ? recorded(rules, noted, owingPostmortem(rules, noted, own, ended)) : noted;
  if (run.settles !== true || status !== 'done' || !isOpen(ticket)) return owed;
  const note = runMessagesIn(rules.plan.locale).carriedOut(reference);
  return perform('resolve', rules, owed, { ...act, key: `${key}:resolved` }, { note });
}
