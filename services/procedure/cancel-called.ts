import { lockRun } from '../../db/runs.ts';
import { performOn, refusal } from '../../domain/procedure/acts.ts';
import { fireDue } from '../../domain/procedure/due.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { save } from './save.ts';

/** Cancels a run whose caller is over or goes back, and wakes both; what is over by itself stays as it is. */
export async function cancelCalled(
  desk: Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>,
  caller: string,
  reference: string,
): Promise<void> {
  const stirs = await desk.db.transaction().execute(async (tx) => {
    const locked = await lockRun(tx, reference);
    if (locked === undefined) return [];
    const rules = await rulesNow(desk, tx, locked.run.plan, locked.run.planVersion);
    const at = Math.max(desk.now(), locked.run.lastEventAt);
    const run = fireDue(rules, locked.run, at);
    if (refusal(rules, run, 'cancel', undefined) !== null) return [];
    const act = { key: `caller-over:${caller}`, by: null, at };
    return save(desk, tx, rules, locked, performOn('cancel', rules, run, act, { reason: caller }), { at, wakeAt: at });
  });
  desk.stir(subjectOf(reference), 'caller-over');
  for (const one of stirs) desk.stir(one.reference, one.kind);
}
