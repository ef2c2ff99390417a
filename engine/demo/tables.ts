import { Client } from 'pg';

import { demoDatabaseUrl, demoPlans } from './environment.ts';
import type { DemoServers } from './environment.ts';

/** What the plans' checks and restore tests ask of the databases, with something in it. */
const tables: Readonly<Record<(typeof demoPlans)[number], readonly string[]>> = {
  transport: [
    `create table if not exists trip (id bigint generated always as identity primary key, driver text not null, at timestamptz not null)`,
    `create table if not exists smartbill_sync (finished_at timestamptz not null)`,
    `create table if not exists gps_position (vehicle text primary key, received_at timestamptz not null)`,
    `insert into trip (driver, at) select 'driver ' || n % 20, now() - n * interval '1 hour' from generate_series(1, 5000) n
      where not exists (select from trip)`,
  ],
  calendar: [
    `create table if not exists events (id bigint generated always as identity primary key, title text not null, at timestamptz not null)`,
    `insert into events (title, at) select 'event ' || n, now() + n * interval '1 hour' from generate_series(1, 2000) n
      where not exists (select from events)`,
  ],
  callbot: [
    `create table if not exists calls (id bigint generated always as identity primary key, seconds int not null, at timestamptz not null)`,
    `insert into calls (seconds, at) select n % 300, now() - n * interval '1 minute' from generate_series(1, 5000) n
      where not exists (select from calls)`,
  ],
  loans: [
    `create table if not exists prestamo (id bigint generated always as identity primary key, libro text not null, desde date not null)`,
    `insert into prestamo (libro, desde) select 'libro ' || n, current_date - n % 60 from generate_series(1, 3000) n
      where not exists (select from prestamo)`,
  ],
  voip: [
    `create table if not exists extension (number text primary key, person text not null)`,
    `insert into extension select (1000 + n)::text, 'person ' || n from generate_series(1, 200) n on conflict do nothing`,
  ],
};

/** Makes the demo's databases, each with its tables; what is there stays. */
export async function makeDemoDatabases(servers: DemoServers): Promise<void> {
  for (const plan of demoPlans) {
    const { pathname } = new URL(servers.databaseUrl);
    await within(Object.assign(new URL(demoDatabaseUrl(servers, plan)), { pathname }).href, async (client) => {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [`demo_${plan}`]);
      if (rowCount === 0) await client.query(`create database demo_${plan}`);
    });
    await within(demoDatabaseUrl(servers, plan), async (client) => {
      for (const statement of tables[plan]) await client.query(statement);
    });
  }
}

/** What a transport company's other systems would have done by now. */
export const goOn = (servers: DemoServers): Promise<void> =>
  within(demoDatabaseUrl(servers, 'transport'), async (client) => {
    await client.query(
      `insert into gps_position values ('B-01-GRD', now()) on conflict (vehicle) do update set received_at = now()`,
    );
    await client.query(`delete from smartbill_sync where finished_at < now() - interval '1 day'`);
    await client.query(`insert into smartbill_sync values (now())`);
    await client.query(`insert into trip (driver, at) values ('driver 1', now())`);
  });

async function within(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
