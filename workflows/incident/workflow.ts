import * as wf from '@temporalio/workflow';

import type { Turn } from '../../services/incident/advance.ts';
import { stirSignal } from '../ids.ts';
import { advance, deliver } from '../proxies.ts';

import { show } from './show.ts';
import { startTimer } from './timer.ts';
import type { Timer } from './timer.ts';

/** Says that something about the incident has changed in Postgres, and what kind of thing. Whoever wakes reads what stands. */
export const stir = wf.defineSignal<[kind: string]>(stirSignal);

/**
 * One incident, from opening to its end. Postgres remembers and the domain decides; this sees to it that what falls due
 * happens on time and that what was promised is told, whatever crashes in between.
 */
export async function incidentWorkflow(reference: string): Promise<void> {
  let stirred = false;
  let delivering = false;
  let moreToTell = false;
  let ended = false;
  let timer: Timer | undefined;
  wf.setHandler(stir, () => void (stirred = true));

  for (;;) {
    if (wf.workflowInfo().continueAsNewSuggested && !delivering)
      await wf.continueAsNew<typeof incidentWorkflow>(reference);
    stirred = false;
    const turn = await advance(reference);
    ended = turn.ended;
    show(turn);
    if (turn.waiting && delivering) moreToTell = true;
    else if (turn.waiting) void tell();
    // Stirred while it was finishing, it may have been reopened: look again.
    if (ended && !delivering && !stirred) return;
    setTimer(turn);
    await wf.condition(() => stirred || timer?.fired === true);
  }

  /** Beside the loop, one at a time: a dead mail server holds up no deadline. */
  async function tell() {
    delivering = true;
    moreToTell = false;
    const left = await deliver.executeWithOptions({ summary: `tell what waits about ${reference}` }, [reference]);
    delivering = false;
    if (left || moreToTell || ended) stirred = true;
  }

  /** A timer for the span that the turn answered; the one that runs is kept while it is for the same instant. */
  function setTimer({ inMs, dueAt, outlook }: Turn) {
    if (timer !== undefined && !timer.fired && timer.dueAt === dueAt) return;
    timer?.cancel();
    timer = inMs === null ? undefined : startTimer(inMs, dueAt, outlook?.next ?? 'look again');
  }
}
