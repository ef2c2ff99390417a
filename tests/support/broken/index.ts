import { sleep } from '@temporalio/workflow';

import { advance, deliver } from '../../../workflows/proxies.ts';

/** Tells before it takes its turn: what no history has seen. */
export async function incidentWorkflow(reference: string): Promise<void> {
  await deliver(reference);
  await advance(reference);
  await sleep('1 day');
}
