import type { Plan } from '../../domain/plan.ts';

const written = 'procedures/';

/** The procedure that is begun under this name; undefined where the plan does not have it. */
export function procedureNamed({ procedures }: Pick<Plan, 'procedures'>, name: string): string | undefined {
  const procedure = name.startsWith(written) ? name.slice(written.length) : name;
  return Object.hasOwn(procedures, procedure) ? procedure : undefined;
}
