import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';

import type { Db } from '../../db/connect.ts';
import type { Database } from '../../db/schema.ts';
import { asAdmin } from '../support/database.ts';

/** Where a connection dies: before its `at`-th statement reaches Postgres, or after that was done but before its answer. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** One connection that Postgres terminates at a statement, as it would when the machine behind it is lost. */
export function dying(
  url: string,
  { at, when }: Death,
): { db: Db; statements: () => number; died: Promise<void>; end: () => Promise<void> } {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  let count = 0;
  let dead = false;
  const death = Promise.withResolvers<void>();

  async function die(client: PoolClient): Promise<never> {
    dead = true;
    const { processID } = client as unknown as { processID: number };
    await asAdmin(url, `select pg_terminate_backend(${processID}, 5000)`);
    death.resolve();
    throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '57P01' });
  }

  async function query(client: PoolClient, text: string, values: unknown[]): Promise<unknown> {
    if (dead) throw new Error('Connection terminated unexpectedly');
    count += 1;
    if (count === at && when === 'before') return die(client);
    const answer = await client.query(text, values);
    return count === at ? die(client) : answer;
  }

  const connect = async () => {
    const client = await pool.connect();
    client.on('error', () => undefined);
    return { query: query.bind(undefined, client), release: () => client.release(dead) };
  };
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: { connect, end: () => pool.end() } as never }),
  });
  return { db, statements: () => count, died: death.promise, end: () => db.destroy() };
}
