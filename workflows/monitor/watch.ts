import * as wf from '@temporalio/workflow';

import type { LookAround, Seen } from '../../services/monitor/look.ts';
import { lookWithin } from '../proxies.ts';
import { nominalStart } from '../schedule/nominal.ts';

/** Has everything of a plan looked at once that comes round in this rhythm, for the instant it was meant for. */
export const watchWorkflow = (round: Omit<LookAround, 'nominalAt'>): Promise<Seen> =>
  lookWithin(round.withinMs)({ ...round, nominalAt: nominalStart(wf.workflowInfo()) });
