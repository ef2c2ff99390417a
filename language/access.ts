import type { Plan } from '../domain/plan.ts';
import type { Written } from './schema.ts';
import { tellOf } from './tell.ts';

/** What who holds a role may do, and who alone sees tickets of a type. */
export function buildAccess(written: Written): Pick<Plan, 'may' | 'restricted'> {
  const roles = Object.entries(written.roles ?? {});
  const types = Object.entries(written.types ?? {});
  return {
    may: Object.fromEntries(roles.flatMap(([role, { may }]) => (may === undefined ? [] : [[role, may]]))),
    restricted: Object.fromEntries(
      types.flatMap(([type, { for: who }]) =>
        who === undefined ? [] : [[type, who.flatMap((one) => tellOf(one, written))]],
      ),
    ),
  };
}
