import { ActRefused } from '../../domain/incident/incident.ts';
import { Forbidden, Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';

import type { Caller } from './caller.ts';
import { createKey } from './keys.ts';
import type { Holder, MadeKey } from './keys.ts';
import { requirePermission } from './permission.ts';

/** For whom a key is asked: the caller, where nobody is named. */
export interface AskedKey {
  readonly plan?: string | undefined;
  readonly person?: string | undefined;
  readonly label?: string | undefined;
}

/**
 * Makes a key for the caller or, for who administers the plan, for somebody else of it. The same idempotency key again makes
 * none, and cannot be answered with what is kept nowhere: it throws `ActRefused`. Throws `Forbidden`, `Invalid`.
 */
export async function makeKey(desk: Desk, caller: Caller, asked: AskedKey, key: string | null): Promise<MadeKey> {
  const holder = await holderOf(desk, caller, asked);
  const label = asked.label ?? `${holder.person} of ${holder.plan}`;
  let made: MadeKey | undefined;
  const request = { caller, key, what: 'make a key', body: { ...holder, label } };
  const { id } = await once(desk, request, () => async (tx) => {
    made = await createKey(desk, holder, label, tx);
    return { id: made.id };
  });
  if (made?.id === id) return made;
  throw new ActRefused(
    `This request was carried out before: it made the key ${id}, which was told then and cannot be told again. If it was lost, revoke it and make another, under a new Idempotency-Key.`,
  );
}

async function holderOf(desk: Desk, caller: Caller, { plan, person }: AskedKey): Promise<Holder> {
  if (caller.plan === null) {
    if (plan !== undefined && person !== undefined) return { plan, person };
    throw new Invalid('Say for whom the key is: `plan` and `person`.', plan === undefined ? '/plan' : '/person');
  }
  const own = { plan: caller.plan, person: caller.by };
  const wanted = { plan: plan ?? own.plan, person: person ?? own.person };
  if (wanted.plan !== own.plan) throw new Forbidden(`You belong to the plan ${own.plan}: your keys are for it.`);
  if (wanted.person !== own.person) await requirePermission(desk, caller, 'admin');
  return wanted;
}
