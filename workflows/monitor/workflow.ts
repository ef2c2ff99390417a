import * as wf from '@temporalio/workflow';

import { stir } from '../incident/workflow.ts';
import { startTimer } from '../incident/timer.ts';
import type { Timer } from '../incident/timer.ts';
import { watchOver } from '../proxies.ts';

/**
 * One heartbeat, for as long as the plan has it: sleeps until it would be missing, and looks whether it was heard of meanwhile.
 * Pings need not wake it, unless something falls due before it would look.
 */
export async function monitorWorkflow(plan: string, name: string): Promise<void> {
  let stirred = false;
  let timer: Timer | undefined;
  wf.setHandler(stir, () => void (stirred = true));

  for (;;) {
    if (wf.workflowInfo().continueAsNewSuggested) await wf.continueAsNew<typeof monitorWorkflow>(plan, name);
    stirred = false;
    const { inMs, dueAt, status, ended } = await watchOver(plan, name);
    // Stirred while it was finishing, it may be there again.
    if (ended && !stirred) return;
    wf.setCurrentDetails(status);
    if (timer === undefined || timer.fired || timer.dueAt !== dueAt) {
      timer?.cancel();
      timer = inMs === null ? undefined : startTimer(inMs, dueAt, `until ${name} changes`);
    }
    await wf.condition(() => stirred || timer?.fired === true);
  }
}
