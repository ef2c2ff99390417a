import * as wf from '@temporalio/workflow';

import type { RunTurn } from '../../services/procedure/advance.ts';
import type { Carrying } from '../../services/procedure/carry-out.ts';
import { stir } from '../incident/workflow.ts';
import { startTimer } from '../incident/timer.ts';
import type { Timer } from '../incident/timer.ts';
import { advanceRun, carryOutFor, deliver, notBegun } from '../proxies.ts';

/**
 * One carrying out of a procedure, from its beginning to its end. Postgres remembers and the domain decides; this sees to it that machines do
 * their steps, that what falls due happens on time and that what was promised is told, whatever crashes in between.
 */
export async function procedureWorkflow(reference: string): Promise<void> {
  const inHand = new Set<string>();
  let stirred = false;
  let delivering = false;
  let timer: Timer | undefined;
  wf.setHandler(stir, () => void (stirred = true));

  for (;;) {
    if (wf.workflowInfo().continueAsNewSuggested && isIdle())
      await wf.continueAsNew<typeof procedureWorkflow>(reference);
    stirred = false;
    const turn = await advanceRun(reference);
    wf.setCurrentDetails(`${reference}: ${turn.status}`);
    if (turn.waiting && !delivering) void tell();
    for (const job of turn.jobs) void carry({ ...job, reference });
    // Stirred while it was finishing, it may have been taken up again: look again.
    if (turn.ended && isIdle() && !stirred) return;
    setTimer(turn);
    await wf.condition(() => stirred || timer?.fired === true);
  }

  /** Whether nothing is done beside the loop. */
  function isIdle(): boolean {
    return inHand.size === 0 && !delivering;
  }

  /** Beside the loop, each job once: whoever does it says in Postgres how it ended. */
  async function carry(job: Carrying): Promise<void> {
    const key = `${job.step}:${job.attempt}`;
    if (inHand.has(key)) return;
    inHand.add(key);
    const words = { summary: `${job.undo ? 'undo ' : ''}${job.step}, try ${job.attempt}` };
    await carryOutFor(job)
      .executeWithOptions(words, [job])
      .catch(() => notBegun(job));
    inHand.delete(key);
    stirred = true;
  }

  /** Beside the loop, one at a time. */
  async function tell(): Promise<void> {
    delivering = true;
    const subject = `run:${reference}`;
    await deliver.executeWithOptions({ summary: `tell what waits about ${reference}` }, [subject]);
    delivering = false;
    stirred = true;
  }

  function setTimer({ inMs, dueAt, status }: RunTurn) {
    if (timer !== undefined && !timer.fired && timer.dueAt === dueAt) return;
    timer?.cancel();
    timer = inMs === null ? undefined : startTimer(inMs, dueAt, `${reference}, ${status}`);
  }
}
