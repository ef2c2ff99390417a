import { Client } from 'pg';
import { inject } from 'vitest';

import { connect } from '../../db/connect.ts';
import type { Db } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';

const template = 'newest_schema';

const databaseOf = (server: string, name: string): string => server.replace(/\/guardia$/, `/${name}`);

/** Migrates, once for all test files, what `freshDatabase` makes copies of. */
export async function createTemplate(server: string): Promise<void> {
  await asAdmin(server, `create database ${template}`);
  const db = connect(databaseOf(server, template), 1, () => undefined);
  await migrate(db);
  await db.destroy();
}

/** A database of its own, with the newest schema, on the Postgres that all test files share. */
export async function freshDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject('postgres');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, `create database ${name} template ${template}`);
  const url = databaseOf(server, name);
  return { url, drop: () => asAdmin(server, `drop database ${name} with (force)`) };
}

/** A pool on it, as the product makes them. */
export const pool = (url: string, connections = 8): Db => connect(url, connections, () => undefined);

export async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
