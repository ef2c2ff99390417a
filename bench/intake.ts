/** How much Guardia takes in, beside the bare operations underneath. Run: node bench/intake.ts [--json] */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import autocannon from 'autocannon';
import { sql } from 'kysely';

import { act } from '../services/incident/act.ts';
import { open } from '../services/incident/open.ts';

import { rate, report } from './figures.ts';
import { breakGround, caller, settled } from './ground.ts';

const count = 1000;
const connections = 10;
const stirsAtOnce = 32;
const incident = { plan: 'bench', title: 'Down', type: 'incident', severity: 'quiet', description: 'x'.repeat(200) };

const ground = await breakGround();
const { desk, stirrer, house } = ground;
const unstirred = { ...desk, stir: () => undefined };
const key = readFileSync(join(house.home, 'admin.key'), 'utf8').trim();
const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
const references: string[] = [];

await rate(300, connections, () => open(desk, caller, incident, null));
await idle();
const rows = [...(await takingIn()), ...(await acting())];
report(rows);
await ground.stop();

/** Opening: the row alone, the whole transaction, with the workflow's start, over HTTP. */
async function takingIn() {
  await sql`create table bare (reference text primary key, state jsonb, title text, chain text)`.execute(desk.db);
  const inserted = await rate(count, connections, (index) => bareInsert(index));
  const started = await rate(count, stirsAtOnce, (index) => stirrer.stirNow(`NONE-${index}`, 'bench'));
  await idle();
  const written = await rate(count, connections, async () =>
    references.push((await open(unstirred, caller, incident, null)).reference),
  );
  await idle();
  const stirred = await rate(count, connections, () => open(desk, caller, incident, null));
  const answered = await overHttp(count, () => ({ path: '/api/incidents', body: JSON.stringify(incident) }));
  const whole = await throughStart();
  await idle();
  return [
    row('bare insert of one row', inserted, inserted),
    row('bare signalWithStart', started, started),
    row('open, the transaction (to the insert)', written, inserted),
    row('open, stirring meanwhile (to the insert)', stirred, inserted),
    row('open and its workflow started (to signalWithStart)', whole, started),
    row('POST /api/incidents, stirring meanwhile (to the insert)', answered.perSecond, inserted, answered.p99),
  ];
}

/** Opens, and waits until every workflow has been started: what can go on for ever. */
async function throughStart(): Promise<number> {
  await stirrer.idle();
  const began = performance.now();
  await rate(count, connections, () => open(desk, caller, incident, null));
  await stirrer.idle();
  return Math.round((count / (performance.now() - began)) * 1000);
}

/** Acts on incidents that stand: the whole transaction, and over HTTP. */
async function acting() {
  const updated = await rate(count, connections, (index) => bareUpdate(index));
  const acted = await rate(count, connections, (index) =>
    act(unstirred, caller, { reference: references[index]!, verb: 'acknowledge', body: {}, key: 'bench' }),
  );
  let next = 0;
  const answered = await overHttp(count, () => ({ path: `/api/incidents/${references[next++]}/start`, body: '{}' }));
  await idle();
  return [
    row('bare update of one row', updated, updated),
    row('act, the transaction (to the update)', acted, updated),
    row('POST …/start, stirring meanwhile (to the update)', answered.perSecond, updated, answered.p99),
  ];
}

function row(what: string, perSecond: number, bare: number, p99Ms: number | string = '') {
  return { what, 'per second': perSecond, ratio: Number((perSecond / bare).toFixed(2)), 'p99 ms': p99Ms };
}

/** A row of about the size of an incident's. */
function bareInsert(index: number) {
  const state = JSON.stringify({ of: 'x'.repeat(1200) });
  return sql`insert into bare values (${`BARE-${index}`}, ${state}, ${incident.description}, ${'0'.repeat(64)})`.execute(
    desk.db,
  );
}

function bareUpdate(index: number) {
  const state = JSON.stringify({ of: 'y'.repeat(1200) });
  return sql`update bare set state = ${state} where reference = ${`BARE-${index}`}`.execute(desk.db);
}

/** So many requests, each as the function says, over connections that are kept. */
async function overHttp(amount: number, request: () => { path: string; body?: string }) {
  const { non2xx, errors, duration, latency } = await autocannon({
    url: house.url,
    connections,
    amount,
    requests: [{ method: 'POST', headers, setupRequest: (one) => ({ ...one, ...request() }) }],
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} refused, ${errors} failed`);
  return { perSecond: Math.round(amount / duration), p99: latency.p99 };
}

/** When nothing is left to be stirred or turned, so that one figure does not pay for the one before. */
async function idle(): Promise<void> {
  await stirrer.idle();
  // What was opened without a stir has none to wait for.
  await sql`update incident set wake_at = next_due_at where reference = any(${references})`.execute(desk.db);
  await settled(desk.db);
}
