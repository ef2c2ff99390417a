import { jobsOfRun } from '../../db/jobs.ts';
import { evidenceOf } from '../../db/evidence.ts';
import { eventsOf } from '../../db/events.ts';
import { isRunReference, readRun } from '../../db/runs.ts';
import { subjectOf } from '../../domain/procedure/run.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { mayReachRun, noRun } from './reachable.ts';
import { viewOf } from './view.ts';
import type { RunView } from './view.ts';

/** A run as it stands. Throws `NotFound`. */
export async function showRun(desk: Desk, caller: Caller, reference: string): Promise<RunView> {
  const row = await required(desk, caller, reference);
  const rules = await rulesNow(desk, desk.db, row.plan, row.plan_version);
  return viewOf(rules, row, desk.now(), await evidenceOf(desk.db, [reference]));
}

/** What has happened in it, the oldest first. Throws `NotFound`. */
export async function runEvents(desk: Desk, caller: Caller, reference: string) {
  await required(desk, caller, reference);
  return eventsOf(desk.db, subjectOf(reference));
}

/** What machines did for it and said. Throws `NotFound`. */
export async function runJobs(desk: Desk, caller: Caller, reference: string) {
  await required(desk, caller, reference);
  return jobsOfRun(desk.db, reference);
}

async function required({ db }: Desk, caller: Caller, reference: string) {
  const row = isRunReference(reference) ? await readRun(db, reference) : undefined;
  if (row === undefined || !(await mayReachRun(db, caller, row))) throw noRun(reference);
  return row;
}
