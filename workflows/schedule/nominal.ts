import type { WorkflowInfo } from '@temporalio/workflow';

const scheduledStart = { name: 'TemporalScheduledStartTime', type: 'DATETIME' } as const;

/** The instant for which a schedule started this run, epoch ms; without one, when it was started. */
export const nominalStart = ({ typedSearchAttributes, startTime }: WorkflowInfo): number =>
  (typedSearchAttributes.get(scheduledStart) ?? startTime).getTime();
