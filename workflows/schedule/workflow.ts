import * as wf from '@temporalio/workflow';

import { begin } from '../proxies.ts';

/** What a schedule of a plan starts. */
export interface Scheduled {
  readonly plan: string;
  readonly name: string;
}

const scheduledStart = { name: 'TemporalScheduledStartTime', type: 'DATETIME' } as const;

/** Has begun what came round, for the instant it was meant for, and answers what that opened; null where the plan has it no more. */
export async function scheduleWorkflow({ plan, name }: Scheduled): Promise<string | null> {
  const { typedSearchAttributes, startTime } = wf.workflowInfo();
  const nominalAt = (typedSearchAttributes.get(scheduledStart) ?? startTime).getTime();
  return begin({ plan, name, nominalAt });
}
