import { modesOver } from '../../db/service-modes.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';
import { rulesInForce } from '../plan/rules.ts';

import { declare, ended } from './declare.ts';
import { mayDeclare } from './degrade.ts';
import { mode } from './mode.ts';
import type { ModeView, Which } from './mode.ts';

const fully = { mode: 'normal', reason: null, untilAt: null } as const;

/** A service runs fully again, and who was told otherwise is told so; of one that does, nothing changes. Throws as `degrade` does. */
export async function lift(desk: Desk, caller: Caller, which: Which, key: string | null): Promise<ModeView> {
  const rules = await mayDeclare(desk, caller, which);
  const { plan, service } = which;
  await once(desk, { caller, key, what: `lift ${plan}/${service}`, body: {} }, () => async (tx) => {
    await declare(tx, desk, rules, { ...fully, services: [service], by: caller.by });
    return {};
  });
  return mode(desk, caller, which);
}

/** Lifts what was declared until an instant that has come; answers of how many services that was. */
export async function liftOver(desk: Pick<Desk, 'db' | 'now' | 'rules'>): Promise<number> {
  let count = 0;
  for (const { plan, service } of await modesOver(desk.db, desk.now())) {
    const rules = await rulesInForce(desk, plan);
    if (rules === undefined) continue;
    const { over } = await desk.db.transaction().execute((tx) => ended(tx, desk, rules, service));
    if (over) count += 1;
  }
  return count;
}
