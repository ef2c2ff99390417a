import type { Kysely } from 'kysely';

import { overridesSince } from '../../db/overrides.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

/** Events of an incident go by its own clock, which may be a little behind. */
const behindMs = 86_400_000;

/** What decisions are made by at this moment: the rules with the overrides that the transaction sees. */
export async function rulesNow(
  desk: Pick<Desk, 'rules' | 'now'>,
  tx: Kysely<Database>,
  slug: string,
  version: number,
): Promise<Rules> {
  const rules = await rulesOf(desk, tx, slug, version);
  if (Object.keys(rules.rotations).length === 0) return rules;
  const overrides = await overridesSince(tx, slug, desk.now() - behindMs);
  return overrides.size === 0 ? rules : { ...rules, rotations: withOverrides(rules.rotations, overrides) };
}

/** The rotations with what is laid over each. */
export const withOverrides = (
  rotations: Rules['rotations'],
  overrides: Awaited<ReturnType<typeof overridesSince>>,
): Rules['rotations'] =>
  Object.fromEntries(
    Object.entries(rotations).map(([name, { shifts }]) => [name, { shifts, overrides: overrides.get(name) ?? [] }]),
  );
