import type { Client } from '@temporalio/client';

import { keptBeats } from '../../db/heartbeats.ts';
import type { Db } from '../../db/connect.ts';
import { monitorWorkflowId } from '../../workflows/ids.ts';

import { liveThrough } from './temporal.ts';

export { stirHeartbeats } from '../../worker/heartbeats.ts';

/** Lets those who watch over heartbeats live through `ms`. */
export async function skipHeartbeats(db: Db, client: Client, ms: number): Promise<void> {
  const beats = await keptBeats(db);
  const handles = beats.map(({ plan, name }) => client.workflow.getHandle(monitorWorkflowId(plan, name)));
  await Promise.all(handles.map((handle) => liveThrough(handle, ms)));
}
