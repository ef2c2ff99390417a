import { violated } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import { insertRun, nextRun, runByKey } from '../../db/runs.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { UnknownValue, known } from '../../domain/incident/incident.ts';
import type { Procedure } from '../../domain/plan/procedures.ts';
import { begin } from '../../domain/procedure/begin.ts';
import { nextDue } from '../../domain/procedure/due.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Why } from '../../domain/procedure/run.ts';
import { mayReach, mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { noIncident } from '../incident/reachable.ts';
import { otherBody } from '../once.ts';
import { rulesNow } from '../on-call/rules.ts';

import { daysOf } from './days.ts';

/** What is to be carried out. */
export interface Start {
  readonly plan: string;
  readonly procedure: string;
  readonly answers?: Readonly<Record<string, string>> | undefined;
  /** The ticket that it works for. */
  readonly incident?: string | undefined;
}

/** What only Guardia itself says. */
interface More {
  readonly why?: Why;
  /** When it should have begun, epoch ms. */
  readonly dueAt?: number;
  /** Nobody: it begins by itself. */
  readonly by?: null;
}

/**
 * Begins a run: it stands, its first steps ready and told, before anyone is answered. The caller's key again finds the one that stands.
 * Throws `Forbidden`, `NotFound`, `UnknownValue` for what the plan does not have or asks, `Invalid` for an unknown plan or a key that came
 * with another body.
 */
export async function startRun(
  desk: Desk,
  caller: Caller,
  asked: Start,
  key: string | null,
  more: More = {},
): Promise<{ readonly reference: string; readonly existing: boolean }> {
  await requirePermission(desk, caller, 'work');
  const bodyHash = sha256(JSON.stringify(asked));
  const before = await standing(desk, caller, key, bodyHash);
  if (before !== undefined) return before;
  try {
    const reference = await insert(desk, caller, asked, { key, bodyHash }, more);
    desk.stir(subjectOf(reference), 'started');
    return { reference, existing: false };
  } catch (error) {
    const winner = violated(error) === undefined ? undefined : await standing(desk, caller, key, bodyHash);
    if (winner === undefined) throw error;
    return winner;
  }
}

async function standing({ db }: Desk, caller: Caller, key: string | null, bodyHash: string) {
  const same = key === null ? undefined : await runByKey(db, caller.id, key);
  if (same !== undefined && same.body_hash !== bodyHash) throw otherBody();
  return same && { reference: same.reference, existing: true };
}

type Keys = { readonly key: string | null; readonly bodyHash: string };

async function insert(desk: Desk, caller: Caller, asked: Start, { key, bodyHash }: Keys, more: More): Promise<string> {
  const { plan: slug, procedure: name, incident = null } = asked;
  const next = mayReach(caller, slug) ? await nextRun(desk.db, slug) : undefined;
  if (next === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const rules = await rulesNow(desk, desk.db, slug, next.version);
  known('procedure', name, Object.keys(rules.plan.procedures));
  const procedure = rules.plan.procedures[name]!;
  const answers = answersTo(procedure, asked.answers ?? {});
  if (incident !== null) await mustBeThere(desk, caller, slug, incident);
  const now = desk.now();
  const days = await daysOf(desk, rules, procedure, now);
  const asking = { why: usualWhy(incident), dueAt: null, by: caller.by, ...more };
  const run = begin(rules, { reference: next.reference, procedure: name, incident, days, answers, ...asking }, now);
  const parent = run.why.kind === 'call' ? run.why.run : null;
  const words = { caller: caller.id, key, body_hash: bodyHash, answers, parent };
  await desk.db.transaction().execute((tx) => insertRun(tx, run, words, nextDue(rules, run, now)));
  return next.reference;
}

const usualWhy = (incident: string | null): Why => ({ kind: incident === null ? 'asked' : 'incident' });

/** Everything that it asks, and nothing else. */
function answersTo({ asks }: Procedure, answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of Object.keys(answers)) known('answers', name, Object.keys(asks), 'question');
  for (const [name, question] of Object.entries(asks))
    if ((answers[name] ?? '').trim() === '')
      throw new UnknownValue(`answers.${name}`, `It asks "${question}": say it as \`answers.${name}\`.`);
  return answers;
}

async function mustBeThere({ db }: Desk, caller: Caller, plan: string, reference: string): Promise<void> {
  const row = await readIncident(db, reference);
  if (row === undefined || row.plan !== plan || !mayReachTicket(caller, row)) throw noIncident(reference);
}
