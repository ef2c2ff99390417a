import type { Transaction } from 'kysely';

import { receive } from '../../db/received.ts';
import { saveRun, wakeRun } from '../../db/runs.ts';
import type { LockedRun } from '../../db/runs.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import { nextDue } from '../../domain/procedure/due.ts';
import { isOver, subjectOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';

import type { Desk } from '../desk.ts';
import { callOff } from '../maintenance/call-off.ts';
import { sayOverran } from '../maintenance/overran.ts';

import { lookBack } from './look-back.ts';
import { signalsOf } from './signal.ts';
import { tellTicket } from './tell-ticket.ts';
import type { Stir } from './tell-ticket.ts';

/**
 * Keeps what has become of a locked run and what is heard of it, in one transaction: the ticket that it works for, the run that waits for
 * its end. Answers who of them is to be woken.
 */
export async function save(
  desk: Pick<Desk, 'now' | 'rules'>,
  tx: Transaction<Database>,
  rules: Rules,
  locked: LockedRun,
  run: Run,
  { at, wakeAt, bodyHash = null }: { at: number; wakeAt: number | null; bodyHash?: string | null },
): Promise<readonly Stir[]> {
  await saveRun(tx, { locked, run, nextDueAt: nextDue(rules, run, at), wakeAt }, bodyHash);
  const signals = signalsOf(rules, run);
  const { plan, procedure } = run;
  const source = `procedure/${procedure}`;
  await receive(
    tx,
    signals.map((body) => ({ plan, source, form: 'monitor' as const, body, at })),
  );
  if (run.events.some(({ kind }) => kind === 'overran')) await sayOverran(tx, rules, run, at);
  const told = await tellTicket(desk, tx, rules, locked, run);
  return isOver(run) && !isOver(locked.run) ? [...told, ...(await end(tx, rules, run, at))] : told;
}

async function end(tx: Transaction<Database>, rules: Rules, run: Run, at: number): Promise<readonly Stir[]> {
  const { status, why } = run;
  if (status !== 'done') await callOff(tx, rules, run, at);
  const opened = await lookBack(tx, rules, run, at);
  if (why.kind !== 'call') return opened;
  await wakeRun(tx, why.run, at);
  return [...opened, { reference: subjectOf(why.run), kind: 'child' }];
}
