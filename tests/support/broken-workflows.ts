import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** The workflows with one deliberate fault: an activity where there was a turn. */
export const brokenBundle = () =>
  bundleWorkflowCode({
    workflowsPath: new URL('broken/index.ts', import.meta.url).pathname,
    logger: new DefaultLogger('ERROR'),
  });
