import { administrator } from '../../access/caller.ts';
import type { Executor } from '../job.ts';
import { startRun } from '../start.ts';

/** Begins another procedure, once, and waits for it; what is asked of both has the same answer. */
export const call: Executor<{ kind: 'call'; procedure: string }> = async (desk, _, job, { procedure }) => {
  const { run, rules, step, attempt } = job;
  const asks = Object.keys(rules.plan.procedures[procedure]?.asks ?? {});
  const answers = Object.fromEntries(Object.entries(job.answers).filter(([name]) => asks.includes(name)));
  const caller = administrator(`run:${run.reference}`, run.plan);
  const asked = {
    plan: run.plan,
    procedure,
    answers,
    ...(run.incident !== null && { incident: run.incident }),
  };
  const why = { kind: 'call' as const, run: run.reference, step: step.name };
  const child = await startRun(desk, caller, asked, `call:${step.name}:${attempt}`, { why, by: null });
  return { result: 'waits', run: child.reference };
};
