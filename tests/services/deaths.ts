import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../../services/desk.ts';

import { dying } from './dying.ts';
import type { Death } from './dying.ts';
import type { Shop } from './support.ts';

/** Does it on a connection that dies there; whether it lived, and how many statements it came to. */
export async function dieAt(
  { url, desk }: Shop,
  death: Death,
  work: (desk: Desk) => Promise<unknown>,
): Promise<{ died: boolean; statements: number }> {
  const { db, statements, end } = dying(url, death);
  const died = await work({ ...desk, db, rules: new Map<string, Promise<Rules>>() }).then(
    () => false,
    () => true,
  );
  await end().catch(() => undefined);
  return { died, statements: statements() };
}

/** Every place where a piece of work can die, one attempt each; ends with the one that lived. */
export async function everyDeath(attempt: (death: Death) => Promise<{ died: boolean }>): Promise<number> {
  for (let at = 1; ; at++) {
    const lived = [!(await attempt({ at, when: 'before' })).died, !(await attempt({ at, when: 'after' })).died];
    if (lived.includes(true)) return at - 1;
  }
}
