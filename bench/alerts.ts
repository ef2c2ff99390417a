/** How many alerts Guardia takes in, with Temporal and without, and what is left after a kill. Run: node bench/alerts.ts [--json] */
import autocannon from 'autocannon';
import { sql } from 'kysely';

import { rate, report } from './figures.ts';
import { breakGround } from './ground.ts';

const routingKey = 'the-key-of-the-bench-0123456789ab';

const connections = 16;
const count = 10_000;
/** One of so many has a dedup key of its own; the others repeat what is open. */
const newOf = 10;

// The house takes it over when it starts.
process.env['BENCH_ALERTS_KEY'] = routingKey;
const ground = await breakGround();
let began = 0;
const { desk, house } = ground;
await rate(300, connections, (index) => send(`warm-${index}`));
await heard();
const inserted = await bareInserts();
const up = await alerts('up');
const upHeard = await heardIn();
await house.kill('temporal');
const down = await alerts('down');
const downHeard = await heardIn();
await house.start('temporal');
const lost = await killed();
report([
  { what: 'bare insert of one row', 'per second': inserted, ratio: 1, 'p99 ms': '' },
  row('alerts accepted, Temporal up', up),
  { what: '… and all of them heard', 'per second': upHeard, ratio: ratio(upHeard), 'p99 ms': '' },
  row('alerts accepted, Temporal down', down),
  { what: '… and all of them heard', 'per second': downHeard, ratio: ratio(downHeard), 'p99 ms': '' },
  { what: `lost of ${count} after kill -9 at the last 2xx`, 'per second': lost, ratio: '', 'p99 ms': '' },
]);
await ground.stop();
process.exit(0);

/** A tenth of them new, over HTTP, as a monitoring tool sends them. */
async function alerts(name: string) {
  began = performance.now();
  let next = 0;
  const { non2xx, errors, duration, latency } = await autocannon({
    url: house.url,
    connections,
    amount: count,
    requests: [{ method: 'POST', path: '/v2/enqueue', setupRequest: (one) => ({ ...one, ...request(name, next++) }) }],
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} refused, ${errors} failed`);
  return { perSecond: Math.round(count / duration), p99: latency.p99 };
}

/** How many a second were in an incident in the end. */
async function heardIn(): Promise<number> {
  await heard();
  return Math.round((count / (performance.now() - began)) * 1000);
}

/** When nothing waits to be heard. */
async function heard(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from received where heard_at is null limit 1`.execute(desk.db);
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The API is killed at the last answer and started again: how many of the keys that it had accepted are in no incident then. */
async function killed(): Promise<number> {
  await alerts('killed');
  await house.kill('api');
  await house.start('api');
  await heard();
  const { rows } = await sql<{ keys: number; counted: number }>`
    select count(distinct key)::int as keys, sum(count)::int as counted from alert where key like '%killed-%'`.execute(
    desk.db,
  );
  const [{ keys, counted }] = rows as [{ keys: number; counted: number }];
  return count / newOf - keys + (count - counted);
}

function request(name: string, index: number) {
  return { headers: { 'content-type': 'application/json' }, body: bodyOf(`${name}-${Math.floor(index / newOf)}`) };
}

function bodyOf(key: string): string {
  const details = { free: '1 %' };
  const payload = { summary: `Disk of ${key} is full`, source: 'db1', severity: 'critical', custom_details: details };
  return JSON.stringify({ routing_key: routingKey, event_action: 'trigger', dedup_key: key, payload });
}

async function send(key: string): Promise<void> {
  const response = await fetch(`${house.url}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyOf(key),
  });
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
}

/** Rows of the size of an alert, one statement each, over as many connections. */
async function bareInserts(): Promise<number> {
  await sql`create table bare_alert (id bigint generated always as identity primary key, body jsonb)`.execute(desk.db);
  return rate(count, connections, () => sql`insert into bare_alert (body) values (${bodyOf('x')})`.execute(desk.db));
}

function row(what: string, { perSecond, p99 }: Awaited<ReturnType<typeof alerts>>) {
  return { what, 'per second': perSecond, ratio: ratio(perSecond), 'p99 ms': p99 };
}

function ratio(perSecond: number): number {
  return Number((perSecond / inserted).toFixed(2));
}
