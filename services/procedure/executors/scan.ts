import { readCandidates, spelled } from '../../../domain/update/candidates.ts';
import type { Outcome } from '../../../domain/procedure/reported.ts';
import { administrator } from '../../access/caller.ts';
import type { Executor, Job } from '../job.ts';
import { startRun } from '../start.ts';

import { run } from './run.ts';

const mostCharacters = 1_000_000;
const mostLines = 200;

/** Runs the program that looks for updates; where it finds some, the procedure that applies them begins, once, and is waited for. */
export const scan: Executor<{ kind: 'scan'; command: readonly string[]; procedure: string }> = async (
  desk,
  tools,
  job,
  { command, procedure },
) => {
  let output = '';
  const say = (text: string) => {
    output = (output + text).slice(0, mostCharacters);
    job.say(text);
  };
  const outcome = await run(desk, tools, { ...job, say }, { kind: 'run', command });
  const { form, candidates } = readCandidates(output);
  // Those that are known end with 1 where there is something to update.
  const said = outcome.result === 'done' || (form !== null && hasFound(outcome));
  if (!said) return outcome;
  if (candidates.length === 0) return { result: 'done', data: { found: 0 } };
  const lines = candidates.slice(0, mostLines).map(spelled);
  return { result: 'waits', run: await applying(desk, job, procedure, lines.join('\n')) };
};

const hasFound = (outcome: Outcome): boolean =>
  outcome.result === 'failed' && outcome.why === 'exit' && outcome.data?.['code'] === 1;

async function applying(
  desk: Parameters<typeof startRun>[0],
  { run: { reference, plan }, step, attempt }: Job,
  procedure: string,
  candidates: string,
): Promise<string> {
  const caller = administrator(`run:${reference}`, plan);
  const why = { kind: 'call', run: reference, step: step.name } as const;
  const asked = { plan, procedure, answers: { candidates } };
  const begun = await startRun(desk, caller, asked, `scan:${step.name}:${attempt}`, { why, by: null });
  return begun.reference;
}
