import * as wf from '@temporalio/workflow';

import { begin } from '../proxies.ts';

import { nominalStart } from './nominal.ts';

/** What a schedule of a plan starts. */
export interface Scheduled {
  readonly plan: string;
  readonly name: string;
}

/** Has begun what came round, for the instant it was meant for, and answers what that opened; null where the plan has it no more. */
export async function scheduleWorkflow({ plan, name }: Scheduled): Promise<string | null> {
  return begin({ plan, name, nominalAt: nominalStart(wf.workflowInfo()) });
}
