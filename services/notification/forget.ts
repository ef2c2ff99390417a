import { deleteSendings } from '../../db/sendings.ts';
import type { Desk } from '../desk.ts';

const keptMs = 90 * 86_400_000;
const atOnce = 5000;

/** Forgets attempts to tell something that are older than 90 days. Answers how many. */
export async function forgetSendings({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<number> {
  let sum = 0;
  for (let done = atOnce; done === atOnce; sum += done) done = await deleteSendings(db, now() - keptMs, atOnce);
  return sum;
}
