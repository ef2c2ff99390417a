import type { Db } from '../../db/connect.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../../services/desk.ts';

/** A desk whose one clock a test can move: `clock.offsetMs` is added to the machine's. */
export function testDesk(
  db: Db,
  stir: Desk['stir'] = () => undefined,
  clock = { offsetMs: 0 },
): Desk & { clock: { offsetMs: number } } {
  const now = () => Date.now() + clock.offsetMs;
  return {
    db,
    stir,
    now,
    clock,
    rules: new Map<string, Promise<Rules>>(),
    publicUrl: 'http://guardia.example',
    secret: 'a secret for tests',
    env: {},
  };
}
