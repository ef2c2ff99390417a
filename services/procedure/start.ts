import type { Transaction } from 'kysely';

import { violated } from '../../db/connect.ts';
import { sha256 } from '../../db/digest.ts';
import { insertRun, nextRun, runByKey } from '../../db/runs.ts';
import { lockIncident } from '../../db/incidents.ts';
import type { Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import { UnknownValue, known } from '../../domain/incident/incident.ts';
import type { Procedure } from '../../domain/plan/procedures.ts';
import { begin } from '../../domain/procedure/begin.ts';
import { nextDue } from '../../domain/procedure/due.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Planned, Why } from '../../domain/procedure/run.ts';
import { mayReach, mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { noIncident } from '../incident/reachable.ts';
import { otherBody } from '../once.ts';
import { mustBePossible } from '../maintenance/possible.ts';
import { rulesNow } from '../on-call/rules.ts';

import { daysOf } from './days.ts';
import { tellTicket } from './tell-ticket.ts';
import type { Stir } from './tell-ticket.ts';

type Tx = Transaction<Database>;

/** What is to be carried out. */
export interface Start {
  readonly plan: string;
  readonly procedure: string;
  readonly answers?: Readonly<Record<string, string>> | undefined;
  /** The ticket that it works for. */
  readonly incident?: string | undefined;
  /** Of maintenance: a window of its own, and what is to be known of it. */
  readonly planned?: Planned;
  readonly description?: string | undefined;
}

/** What only Guardia itself says. */
interface More {
  readonly why?: Why;
  /** When it should have begun, epoch ms. */
  readonly dueAt?: number;
  /** Nobody: it begins by itself. */
  readonly by?: null;
  /** Those whose turn it is hear of it by the ticket. */
  readonly told?: true;
}

/**
 * Begins a run: it stands, its first steps ready and told, before anyone is answered. The caller's key again finds the one that stands.
 * Throws `Forbidden`, `NotFound`, `UnknownValue` for what the plan does not have or asks, `Invalid` for an unknown plan, a window that
 * cannot be, or a key that came with another body.
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
    const begun = await desk.db.transaction().execute(async (tx) => {
      const ticket = asked.incident === undefined ? null : await lockTicket(tx, caller, asked.plan, asked.incident);
      return insert(desk, tx, caller, { ...asked, ticket }, { key, bodyHash }, more);
    });
    for (const one of begun.stirs) desk.stir(one.reference, one.kind);
    return { reference: begun.reference, existing: false };
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

/** The same for a ticket that is opened in the same transaction: both stand, or neither. Whoever calls wakes the workflows. */
export async function startWith(
  desk: Desk,
  tx: Tx,
  caller: Caller,
  asked: Start & { readonly incident: string },
  key: string,
  more: More,
): Promise<void> {
  const ticket = await lockTicket(tx, caller, asked.plan, asked.incident);
  const bodyHash = sha256(JSON.stringify(asked));
  await insert(desk, tx, caller, { ...asked, ticket }, { key, bodyHash }, more);
}

interface Begun {
  readonly reference: string;
  readonly stirs: readonly Stir[];
}

async function insert(
  desk: Desk,
  tx: Tx,
  caller: Caller,
  asked: Start & { readonly ticket: Locked | null },
  { key, bodyHash }: Keys,
  more: More,
): Promise<Begun> {
  const { plan: slug, procedure: name, ticket } = asked;
  const next = mayReach(caller, slug) ? await nextRun(tx, slug) : undefined;
  if (next === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const rules = await rulesNow(desk, tx, slug, next.version);
  known('procedure', name, Object.keys(rules.plan.procedures));
  const procedure = rules.plan.procedures[name]!;
  const answers = answersTo(procedure, asked);
  const now = desk.now();
  const { planned } = asked;
  if (planned !== undefined) mustBePossible(rules, { procedure: name, planned }, now);
  const days = await daysOf({ db: tx }, rules, procedure, now);
  const { reference } = next;
  const asking = { why: usualWhy(ticket), dueAt: null, by: caller.by, ...worksFor(name, ticket), ...more };
  const run = begin(rules, { reference, procedure: name, days, answers, ...asking, ...(planned && { planned }) }, now);
  const parent = run.why.kind === 'call' ? run.why.run : null;
  await insertRun(tx, run, { caller: caller.id, key, body_hash: bodyHash, answers, parent }, nextDue(rules, run, now));
  const told = await tellTicket(desk, tx, rules, { ticket, run: null }, run);
  return { reference, stirs: [{ reference: subjectOf(reference), kind: 'started' }, ...told] };
}

/** The ticket of a review is about its run. */
function worksFor(procedure: string, ticket: Locked | null) {
  if (ticket === null) return { incident: null };
  const { reference, category } = ticket.incident;
  return { incident: reference, ...(procedure === `reviews/${category}` && { settles: true as const }) };
}

const usualWhy = (ticket: Locked | null): Why => ({ kind: ticket === null ? 'asked' : 'incident' });

/** Everything that it asks, and nothing else; with what is to be known of what is planned. */
function answersTo({ asks }: Procedure, { answers = {}, description }: Start): Readonly<Record<string, string>> {
  for (const name of Object.keys(answers)) known(`answers/${name}`, name, Object.keys(asks), 'question');
  for (const [name, question] of Object.entries(asks))
    if ((answers[name] ?? '').trim() === '')
      throw new UnknownValue(`answers/${name}`, `It asks "${question}": say it as \`answers.${name}\`.`);
  return description === undefined ? answers : { ...answers, description };
}

async function lockTicket(tx: Tx, caller: Caller, plan: string, reference: string): Promise<Locked> {
  const locked = await lockIncident(tx, reference);
  if (locked === undefined || locked.incident.plan !== plan || !mayReachTicket(caller, locked.incident))
    throw noIncident(reference);
  return locked;
}
