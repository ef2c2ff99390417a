import { Socket } from 'node:net';

import { Client, types } from 'pg';
import type { QueryConfig } from 'pg';

import { lookup, requireListed } from './reach.ts';

/** A socket that connects only where a check may. */
class GuardedSocket extends Socket {
  readonly #listed: string;

  constructor(listed: string) {
    super();
    this.#listed = listed;
  }

  /** As `pg` calls it: by port and host, or by the path of a local socket. */
  override connect(...args: unknown[]): this {
    const [port, host] = args;
    if (typeof port !== 'number' || typeof host !== 'string') return super.connect(String(port));
    try {
      requireListed(host, this.#listed);
    } catch (error) {
      return this.destroy(error as Error);
    }
    return super.connect({ port, host, lookup });
  }
}

/** A timestamp without a zone is UTC wherever the worker stands. */
const asWritten = {
  getTypeParser: (type: number, format?: 'text') =>
    type === 1114 ? (text: string) => new Date(`${text.replace(' ', 'T')}Z`) : types.getTypeParser(type, format),
};

interface Connecting {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** By which Postgres knows it. */
  readonly name: string;
}

/** A client that is not connected yet, connects only where a check may, and ends with `signal`. */
export function clientOf(url: string, { timeoutMs, signal, name }: Connecting): Client {
  const client = new Client({
    connectionString: url,
    stream: () => new GuardedSocket(url),
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: name,
    types: asWritten as never,
  });
  // One that breaks while nothing is asked of it would end the process.
  client.on('error', () => undefined);
  const stop = () => void client.end().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  client.once('end', () => signal.removeEventListener('abort', stop));
  return client;
}

/**
 * The first values of a query's rows, read only and one statement alone, from the Postgres at `url`. Throws what `pg` throws, which may
 * hold values.
 */
export async function rowsOf(
  query: string,
  url: string,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<readonly unknown[]> {
  const client = clientOf(url, { timeoutMs, signal, name: 'guardia check' });
  try {
    await client.connect();
    await client.query('begin read only');
    await client.query(`set local statement_timeout = ${Math.ceil(timeoutMs)}`);
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array', queryMode: 'extended' } as Query);
    return rows.map(([first]) => first);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Extended: several statements, one of which could end the transaction, are refused. */
type Query = QueryConfig & { readonly rowMode: 'array'; readonly queryMode: 'extended' };
