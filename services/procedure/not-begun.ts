import { wasBegun } from '../../db/jobs.ts';
import { lockRun } from '../../db/runs.ts';
import { fireDue } from '../../domain/procedure/due.ts';
import { jobLost } from '../../domain/procedure/reported.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import type { Carrying } from './carry-out.ts';
import { save } from './save.ts';

/** Says that no worker has begun a job in time: its machine is gone. Where one has after all, nothing changes. */
export const notBegun = (desk: Pick<Desk, 'db' | 'now' | 'rules'>, asked: Carrying): Promise<void> =>
  desk.db.transaction().execute(async (tx) => {
    const locked = await lockRun(tx, asked.reference);
    if (locked === undefined || (await wasBegun(tx, asked))) return;
    const rules = await rulesNow(desk, tx, locked.run.plan, locked.run.planVersion);
    const at = Math.max(desk.now(), locked.run.lastEventAt);
    const run = jobLost(rules, fireDue(rules, locked.run, at), asked, 'nobody-began', at);
    if (run !== locked.run) await save(desk, tx, rules, locked, run, { at, wakeAt: at });
  });
