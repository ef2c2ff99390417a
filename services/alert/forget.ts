import { deleteReceived } from '../../db/received.ts';
import type { Desk } from '../desk.ts';

const keptMs = 7 * 86_400_000;
const atOnce = 1000;

/** Forgets what was received more than seven days ago and has been heard. Answers how much. */
export async function forgetReceived({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<number> {
  let sum = 0;
  for (let done = atOnce; done === atOnce; sum += done) done = await deleteReceived(db, now() - keptMs, atOnce);
  return sum;
}
