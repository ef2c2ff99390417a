import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { WorkflowNotFoundError } from '@temporalio/client';
import type { Connection, WorkflowHandle } from '@temporalio/client';
import { expect, inject, vi } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { startTemporal } from '../../engine/temporal.ts';
import type { RunningTemporal, TemporalOptions } from '../../engine/temporal.ts';

/** A real Temporal server in memory, able to skip time for one workflow at a time. */
export async function startTestTemporal(options: Partial<TemporalOptions> = {}) {
  const log = join(mkdtempSync(join(tmpdir(), 'guardia-temporal-')), 'temporal.log');
  const all = { binary: inject('temporal'), port: await freePort(), log, timeSkipping: true, ...options };
  const temporal = await startTemporal(all);
  return { ...temporal, stop: () => endAtOnce(temporal) };
}

/** Its data is in its memory: there is nothing that it could put in order. */
async function endAtOnce({ pid, exited }: RunningTemporal): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await exited;
}

/** Lets a workflow, if it runs, live through `ms`: once it has nothing in hand, for it would not skip before. */
export async function liveThrough(handle: WorkflowHandle, ms: number, patienceMs = 10_000): Promise<void> {
  const runs = await vi.waitFor(
    async () => {
      const { status, raw } = await handle.describe().catch(ifGone);
      expect([raw.pendingActivities ?? [], raw.pendingWorkflowTask ?? null]).toEqual([[], null]);
      return status.name === 'RUNNING';
    },
    { timeout: patienceMs, interval: 10 },
  );
  if (runs) await fastForward(handle, ms);
}

const ifGone = (error: unknown) => {
  if (error instanceof WorkflowNotFoundError)
    return { status: { name: 'gone' }, raw: {} as { pendingActivities?: []; pendingWorkflowTask?: null } };
  throw error;
};

/** Lets a workflow live through `ms` at once: every timer in between fires, then its clock runs on at normal speed. */
async function fastForward(handle: WorkflowHandle, ms: number): Promise<void> {
  const { workflowService } = handle.client.connection as Connection;
  const duration = { seconds: Math.floor(ms / 1000) as never, nanos: (ms % 1000) * 1e6 };
  await workflowService.updateWorkflowExecutionOptions({
    namespace: handle.client.options.namespace,
    workflowExecution: { workflowId: handle.workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id: crypto.randomUUID(), duration } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
}
