import type { Rules } from '../plan.ts';
import type { Step } from '../plan/escalation.ts';

import type { Due } from './due.ts';
import { reached, unsnoozed } from './escalation.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Incident, Taken } from './incident.ts';
import { begunAnew, keyIn, passOf, policyName, policyOf, standings } from './policy.ts';
import type { Standing } from './policy.ts';

/** What becomes of a policy in vain: told and nobody came, or came and did nothing. */

const usualWaitMs = 15 * 60_000;

/** Every step was taken and repeated, nobody acknowledged, and one more interval is over: once in a pass. */
export function exhaustion(rules: Rules, incident: Incident): Due[] {
  const [name, policy] = [policyName(rules, incident), policyOf(rules, incident)];
  if (name === null || policy === null || policy.exhausted.length === 0 || incident.pagedBy !== undefined) return [];
  const key = keyIn(passOf(rules, incident), `exhausted:${name}`);
  const over = overAt(
    standings(rules, incident).filter(({ paging }) => paging),
    incident,
  );
  if (over === null || incident.status === 'on_hold' || incident.taken[key] !== undefined) return [];
  const dueAt = unsnoozed(incident, Math.max(over, incident.pagingSince));
  const fire = (state: Incident, at: number) =>
    withEvent(
      { ...state, taken: { ...state.taken, [key]: { dueAt, times: 1, quiet: true } } },
      { key, kind: 'exhausted', at, dueAt, notify: reached(rules, state, policy.exhausted, at) },
    );
  return [{ dueAt, at: dueAt, what: 'end of the escalation policy', fire }];
}

/** When the last of them was waited for in vain; null where there is still one to come, or somebody came. */
function overAt(steps: readonly Standing[], { taken }: Incident): number | null {
  const last = steps.at(-1);
  if (last === undefined || steps.some(({ moot, key }) => moot || !isOver(taken[key]))) return null;
  const begun = steps.map(({ key }) => taken[key]!.skippedAt ?? taken[key]!.dueAt);
  if (taken[last.key]!.skippedAt !== undefined) return Math.max(...begun);
  const ends = steps.map(({ step, key }, index) => begun[index]! + (isSkipped(taken[key]) ? 0 : repeatedMs(step)));
  return Math.max(...ends) + (last.step.repeat?.everyMs ?? usualWaitMs);
}

const isSkipped = (one: Taken | undefined): boolean => one?.skippedAt !== undefined;

/** Taken, and not because somebody had it in hand. */
const isOver = (one: Taken | undefined): boolean => one !== undefined && (!one.quiet || isSkipped(one));

const repeatedMs = ({ repeat }: Step): number => (repeat === null ? 0 : repeat.everyMs * repeat.atMost);

/** An acknowledgement after which no person does anything lapses: the policy begins anew. */
export function lapse(rules: Rules, incident: Incident): Due[] {
  const name = policyName(rules, incident);
  const lapseMs = policyOf(rules, incident)?.lapseMs ?? null;
  const since = attendedSince(incident);
  if (name === null || lapseMs === null || since === null) return [];
  const dueAt = since + lapseMs;
  const key = keyIn(passOf(rules, incident), `lapsed:${name}`);
  const fire = (state: Incident, at: number) =>
    withEvent(begunAnew({ ...state, acknowledgedAt: null }, name, dueAt, 'lapsed'), {
      key,
      kind: 'lapsed',
      at,
      dueAt,
      notify: state.assignee === null ? [] : [state.assignee],
      data: { afterMs: lapseMs },
    });
  return [{ dueAt, at: dueAt, what: 'end of the acknowledgement', fire }];
}

/** Since when whoever acknowledged could have gone on; null where nobody did, or it waits on purpose. */
function attendedSince(incident: Incident): number | null {
  const { acknowledgedAt, anchors, snoozedUntil, status, workedAt = 0, pagingSince, holds } = incident;
  if (acknowledgedAt === null || anchors.acknowledge === undefined) return null;
  if (!isOpen(incident) || status === 'on_hold' || snoozedUntil !== null) return null;
  return Math.max(acknowledgedAt, workedAt, pagingSince, holds.at(-1)?.to ?? 0);
}
