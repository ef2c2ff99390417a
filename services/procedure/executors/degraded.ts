import { procedureOf } from '../../../domain/procedure/run.ts';
import { declare } from '../../service/declare.ts';
import type { Executor } from '../job.ts';

/**
 * Declares or lifts degraded mode, of the service of the procedure or, where it has none, of all that are no part of another; undone, it is
 * lifted. Twice, it changes nothing.
 */
export const degraded: Executor<{ kind: 'degraded'; on: boolean }> = async (desk, _, job, { on }) => {
  const { run, rules, step, undo } = job;
  const { service } = procedureOf(rules, run);
  const all = Object.entries(rules.plan.services);
  const services = service === null ? all.filter(([, { partOf }]) => partOf === null).map(([name]) => name) : [service];
  const mode = on && !undo ? 'degraded' : 'normal';
  const reason = mode === 'degraded' ? step.title : null;
  const wanted = { services, mode, reason, by: null, untilAt: null } as const;
  const changed = await desk.db.transaction().execute((tx) => declare(tx, desk, rules, wanted));
  return { result: 'done', data: { services: [...changed] } };
};
