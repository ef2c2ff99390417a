import { WorkflowIdReusePolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';

import type { Attributes, Desk } from '../services/desk.ts';
import {
  incidentWorkflowId,
  incidentWorkflowType,
  monitorWorkflowId,
  monitorWorkflowType,
  procedureWorkflowId,
  procedureWorkflowType,
  stirSignal,
  taskQueue,
} from '../workflows/ids.ts';

const atOnce = 32;
const mostQueued = 10_000;
const deadlineMs = 2000;
/** After so many failures in a row Temporal is left alone for a moment; the relay stirs what was dropped. */
const failuresToOpen = 5;
const restMs = 1000;

type Stir = Parameters<Desk['stir']>;

export interface Stirrer {
  /** Soon, without waiting and without failing; the latest kind for an incident replaces one still queued. */
  readonly stir: Desk['stir'];
  /** Now; throws when Temporal can't be reached. */
  readonly stirNow: (...stir: Stir) => Promise<void>;
  /** When everything queued has been tried. */
  readonly idle: () => Promise<void>;
}

/** Wakes workflows through a bounded, coalescing queue with a breaker: whoever stirs never waits for Temporal. */
export function createStirrer(client: Client, onFailure: (error: unknown) => void): Stirrer {
  const queued = new Map<string, Stir>();
  const stirring = new Set<Promise<void>>();
  let failures = 0;
  let restUntil = 0;

  const stirNow = (...one: Stir) => signalWithStart(client, one);

  function stir(...one: Stir): void {
    const [reference, , attributes] = one;
    const before = queued.get(reference);
    if (queued.size >= mostQueued && before === undefined) return;
    queued.delete(reference);
    queued.set(reference, attributes === undefined && before?.[2] !== undefined ? before : one);
    pump();
  }

  function pump(): void {
    while (stirring.size < atOnce && queued.size > 0) {
      const [reference, next] = queued.entries().next().value!;
      queued.delete(reference);
      if (Date.now() < restUntil) continue;
      const one: Promise<void> = stirNow(...next)
        .then(() => void (failures = 0), failed)
        .finally(() => {
          stirring.delete(one);
          pump();
        });
      stirring.add(one);
    }
  }

  function failed(error: unknown): void {
    failures += 1;
    if (failures >= failuresToOpen) restUntil = Date.now() + restMs;
    onFailure(error);
  }

  async function idle(): Promise<void> {
    while (stirring.size > 0) await Promise.all(stirring);
  }

  return { stir, stirNow, idle };
}

/** Opens, wakes, reopens and recovers alike. */
async function signalWithStart(client: Client, [reference, kind, attributes]: Stir): Promise<void> {
  const { type, ...which } = workflowOf(reference);
  await client.withDeadline(Date.now() + deadlineMs, () =>
    client.workflow.signalWithStart<(...args: string[]) => Promise<void>, [string]>(type, {
      ...which,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      taskQueue,
      signal: stirSignal,
      signalArgs: [kind],
      staticSummary: reference,
      ...(attributes === undefined ? {} : { typedSearchAttributes: pairs(attributes) }),
    }),
  );
}

/** `monitor:shop/heartbeat/nightly` and `run:SHO-R1` are no incidents. */
function workflowOf(reference: string): { type: string; workflowId: string; args: string[] } {
  const [, run] = /^run:(.+)$/.exec(reference) ?? [];
  if (run !== undefined) return { type: procedureWorkflowType, workflowId: procedureWorkflowId(run), args: [run] };
  const [, plan, name] = /^monitor:([^/]+)\/(.+)$/.exec(reference) ?? [];
  if (plan === undefined || name === undefined)
    return { type: incidentWorkflowType, workflowId: incidentWorkflowId(reference), args: [reference] };
  return { type: monitorWorkflowType, workflowId: monitorWorkflowId(plan, name), args: [plan, name] };
}

const pairs = (attributes: Attributes) =>
  Object.entries(attributes).map(([name, value]) => ({ key: { name, type: 'KEYWORD' as const }, value }));
