import { rolesThatMay } from '../../domain/access.ts';
import type { Permission } from '../../domain/access.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { Forbidden } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Caller } from './caller.ts';

/** Throws `Forbidden`, saying which permission is missing and which roles of the plan have it. */
export async function requirePermission(
  desk: Pick<Desk, 'db' | 'rules' | 'now'>,
  caller: Caller,
  need: Permission,
): Promise<void> {
  if (!caller.may.includes(need)) throw new Forbidden(await lacking(desk, caller, need));
}

/** What a requester does to their own ticket; everything else is work. */
export const requesterVerbs: readonly string[] = ['reply', 'reopen', 'rate'];

/** Throws `Forbidden` where the caller may not do this to a ticket. */
export async function requireAct(desk: Pick<Desk, 'db' | 'rules' | 'now'>, caller: Caller, verb: Verb): Promise<void> {
  if (caller.by !== 'requester') return requirePermission(desk, caller, 'work');
  if (requesterVerbs.includes(verb)) return;
  throw new Forbidden(
    `Who asked for help may ${requesterVerbs.join(', ')}; to ${verb} a ticket is for those who work on it.`,
  );
}

async function lacking(
  desk: Pick<Desk, 'db' | 'rules' | 'now'>,
  { plan: slug }: Caller,
  need: Permission,
): Promise<string> {
  const rules = slug === null ? undefined : await rulesInForce(desk, slug);
  const roles = rules === undefined ? [] : rolesThatMay(rules.plan, need);
  const who =
    roles.length === 0 ? 'administrators only have it' : `administrators have it, and whoever holds ${oneOf(roles)}`;
  return `This needs the permission "${need}", which you do not have: ${who}.`;
}

const oneOf = (roles: readonly string[]): string =>
  roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.join(', ')}`;
