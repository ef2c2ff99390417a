import type { QueryConfig } from 'pg';

import type { Query } from '../services/procedure/tools.ts';

import { clientOf } from './probes/sql.ts';

/** One statement alone, as it is written: Postgres itself gives it up in time. */
export const query: Query = async (statement, url, { signal, timeoutMs }) => {
  const client = clientOf(url, { timeoutMs, signal, name: 'guardia step' });
  try {
    await client.connect();
    await client.query(`set statement_timeout = ${Math.ceil(timeoutMs)}`);
    const whole = { text: statement, rowMode: 'array', queryMode: 'extended' } as QueryConfig & { rowMode: 'array' };
    const { rows, rowCount } = await client.query<unknown[]>(whole);
    return { count: rowCount ?? rows.length, rows };
  } finally {
    await client.end().catch(() => undefined);
  }
};
