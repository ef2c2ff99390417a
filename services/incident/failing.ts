import { transient } from '../../db/connect.ts';
import { markFailed } from '../../db/incidents.ts';
import type { Desk } from '../desk.ts';

/**
 * Does what decides this incident. Where that fails for a reason of the incident's own, and not because Postgres is away, it is
 * marked: sweeps leave it alone for a while, and operators see it. Throws what it threw.
 */
export async function markingFailure<T>(
  { db, now }: Pick<Desk, 'db' | 'now'>,
  reference: string,
  decide: () => Promise<T>,
): Promise<T> {
  try {
    return await decide();
  } catch (error) {
    if (!transient(error)) await markFailed(db, reference, now());
    throw error;
  }
}
