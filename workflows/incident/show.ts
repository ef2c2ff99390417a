import * as wf from '@temporalio/workflow';

import type { Turn } from '../../services/incident/advance.ts';

/** Shows operators, in Temporal's UI, how the incident stands. Attributes are written only when they change: each is an action. */
export function show({ outlook }: Turn): void {
  if (outlook === null) return;
  wf.setCurrentDetails(outlook.details);
  const present = wf.workflowInfo().typedSearchAttributes;
  const changed = Object.entries(outlook.attributes)
    .map(([name, value]) => ({ key: { name, type: 'KEYWORD' as const }, value }))
    .filter(({ key, value }) => present.get(key) !== value);
  if (changed.length > 0) wf.upsertSearchAttributes(changed);
}
