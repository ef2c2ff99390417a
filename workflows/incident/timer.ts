import * as wf from '@temporalio/workflow';

/** A timer that runs beside the loop. */
export interface Timer {
  /** What it is for, by the clock that decided; never compared with the workflow's own. */
  readonly dueAt: number | null;
  readonly fired: boolean;
  readonly cancel: () => void;
}

/** Fires after `ms`; `summary` is what Temporal's UI says it waits for. */
export function startTimer(ms: number, dueAt: number | null, summary: string): Timer {
  const scope = new wf.CancellationScope();
  const timer = { dueAt, fired: false, cancel: () => scope.cancel() };
  scope
    .run(() => wf.sleep(ms, { summary }))
    .then(
      () => void (timer.fired = true),
      () => undefined,
    );
  return timer;
}
