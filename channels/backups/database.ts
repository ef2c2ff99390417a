import { Client } from 'pg';

import { Failure } from '../../services/backup/driver.ts';
import type { Source } from '../../services/backup/driver.ts';
import { wordsOf } from '../probes/fault.ts';
import { rowsOf } from '../probes/sql.ts';

/** A database's address as tools of Postgres take it from their environment: no argument of a program holds a password. */
export interface Address {
  readonly environment: Readonly<Record<string, string>>;
  readonly database: string;
  readonly secrets: readonly string[];
}

const parameters: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  host: 'PGHOST',
  port: 'PGPORT',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  options: 'PGOPTIONS',
};

/** Reads `postgres://user:password@host:5432/name?sslmode=require`. Throws a `Failure` for what is none. */
export function addressOf(written: string | null): Address {
  if (written === null) throw new Failure('not-configured', 'on');
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) throw new Failure('not-a-database', 'on');
  const database = decodeURIComponent(url.pathname.slice(1));
  const own = {
    PGHOST: url.hostname.replace(/^\[|\]$/g, ''),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: database,
  };
  const more = [...url.searchParams].flatMap(([name, value]) =>
    parameters[name] === undefined ? [] : [[parameters[name], value] as const],
  );
  const environment = { ...own, ...Object.fromEntries(more), PGCONNECT_TIMEOUT: '20', PGAPPNAME: 'guardia backup' };
  return {
    environment: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')),
    database: database || environment.PGUSER || 'postgres',
    secrets: [url.password, environment.PGPASSWORD].filter((one) => one !== ''),
  };
}

/** What a tool sees, and what nobody may see of it. */
export function surroundingsOf({ on, environment }: Source): Pick<Address, 'environment' | 'secrets'> {
  const address = addressOf(on);
  return {
    environment: { ...environment, ...address.environment },
    secrets: [...address.secrets, ...Object.values(environment)],
  };
}

const occupied = `
  select count(*) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and nspname <> 'information_schema' and nspname not like 'pg\\_%'`;

/** Throws a `Failure` where a database holds anything: Guardia never overwrites one. */
export async function requireEmpty(url: string, signal: AbortSignal): Promise<void> {
  const [count] = await ask(url, occupied, signal);
  if (Number(count) !== 0) throw new Failure('not-empty', 'into');
}

/** Does something in a session of its own. Throws a `Failure`, for what `pg` throws may hold values. */
export async function withClient<T>(
  url: string,
  signal: AbortSignal,
  doing: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 20_000, query_timeout: 60_000 });
  // One that breaks while nothing is asked of it would end the process.
  client.on('error', () => undefined);
  const stop = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    return await doing(client);
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure('unreachable', wordsOf(error));
  } finally {
    signal.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}

/** The first values of a query's rows. Throws a `Failure`, for what `pg` throws may hold values. */
export async function ask(url: string, query: string, signal: AbortSignal): Promise<readonly unknown[]> {
  return rowsOf(query, url, { timeoutMs: 30_000, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Failure('unreachable', wordsOf(error));
  });
}
