import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';

import type { Database } from './schema.ts';

types.setTypeParser(types.builtins.INT8, Number);

export type Db = Kysely<Database>;

/** Seconds, below the 5 s of a turn: a machine that is lost or frozen must not hold a lock for longer. */
const guards = [
  'idle_in_transaction_session_timeout=2s',
  'lock_timeout=3s',
  'statement_timeout=4s',
  'tcp_keepalives_idle=10',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
];

/** A pool of at most `max` connections. A connection that is lost is replaced; `onLost` hears of it. */
export function connect(connectionString: string, max: number, onLost: (error: Error) => void): Db {
  const pool = new Pool({
    connectionString,
    max,
    options: guards.map((one) => `-c ${one}`).join(' '),
    keepAlive: true,
    connectionTimeoutMillis: 4000,
    application_name: 'guardia',
  });
  pool.on('error', onLost);
  // Without this a connection lost between two statements of a transaction would end the process.
  pool.on('connect', (client) => void client.on('error', onLost));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** Connection lost, shutting down, too busy, waited too long for a lock: classes of Postgres's codes, and Node's. */
const passing = /^(08|25P03|40|53|55P03|57|E[A-Z]{4})/;

/** Whether the same may well succeed at the next try: what failed is Postgres or the way to it. */
export const transient = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && passing.test(String(error.code))) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message));

/** Whether what was to be kept is at fault: a value that cannot be, or is too much. */
export const unkeepable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(22|54)/.test(String(error.code));

/** The name of the unique constraint that a statement violated; undefined for every other error. */
export const violated = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error
    ? String(error.constraint)
    : undefined;
