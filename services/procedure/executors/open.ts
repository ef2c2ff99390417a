import { procedureOf } from '../../../domain/procedure/run.ts';
import { administrator } from '../../access/caller.ts';
import { open as openIncident } from '../../incident/open.ts';
import type { Executor } from '../job.ts';

/** Opens an incident, once. */
export const open: Executor<{ kind: 'open'; severity: string }> = async (desk, _, job, { severity }) => {
  const { run, rules, step, attempt } = job;
  const { title, service } = procedureOf(rules, run);
  const caller = administrator(`run:${run.reference}`, run.plan);
  const report = {
    plan: run.plan,
    title: step.title === step.name ? title : step.title,
    severity,
    channel: 'procedure',
    description: `${title}: ${run.reference}`,
    ...(service !== null && { service }),
  };
  const { reference } = await openIncident(desk, caller, report, `open:${step.name}:${attempt}`, { by: null });
  return { result: 'done', data: { incident: reference } };
};
