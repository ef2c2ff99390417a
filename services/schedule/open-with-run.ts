import { subjectOf } from '../../domain/procedure/run.ts';
import type { Why } from '../../domain/procedure/run.ts';
import { runByKey } from '../../db/runs.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import type { More, Report } from '../incident/open.ts';
import { startWith } from '../procedure/start.ts';

/** The run that is begun with a ticket. */
interface Begun {
  readonly plan: string;
  readonly procedure: string;
  readonly key: string;
  readonly why: Why;
  readonly dueAt: number;
}

/** Opens a ticket and begins the run for it: both stand, or neither. Whoever is told of the one is not told of the other. Answers the ticket's reference. */
export async function openWithRun(
  desk: Desk,
  caller: Caller,
  report: Report,
  more: More,
  { plan, procedure, key, why, dueAt }: Begun,
): Promise<string> {
  const { reference } = await open(desk, caller, report, key, {
    ...more,
    also: async (tx, { reference: incident }) =>
      startWith(desk, tx, caller, { plan, procedure, incident }, key, { why, dueAt, by: null, told: true }),
  });
  const run = await runByKey(desk.db, caller.id, key);
  if (run !== undefined) desk.stir(subjectOf(run.reference), 'started');
  return reference;
}
