import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import type { Database } from '../../db/schema.ts';

/** Connections to a Postgres that is away when it is told to be, for as many tries to reach it. */
export function goingAway(url: string) {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  let refusals = 0;
  const connect = async () => {
    if (refusals === 0) return pool.connect();
    refusals -= 1;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  const own = { connect, end: () => pool.end() } as never;
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool: own }) }),
    goAway: (tries: number) => void (refusals = tries),
  };
}
