/** Heartbeats as curl and wget send them: what they are answered, and what is kept of it. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { TooMany } from '../../services/access/attempts.ts';
import { inLine } from '../../services/heartbeat/line.ts';
import { forgetWords } from '../../services/heartbeat/pings.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { hour, minute } from '../services/support.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

const run = promisify(execFile);
const heartbeats = `heartbeats:
  nightly: { title: Nightly import, every: 1h, grace: 10m, key: "\${NIGHTLY_KEY}", opens: P2, service: app }
  quiet: { every: 1h, grace: 10m, key: "\${QUIET_KEY}" }
  later: { every: 1h, key: "\${LATER_KEY}", opens: P2 }
`;
const env = { NIGHTLY_KEY: 'night-1', QUIET_KEY: 'quiet-1' };

let api: Api;
let server: Server;
let url: string;
const logged: unknown[] = [];
const desk = () => ({ ...api.desk, env });

beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => text + heartbeats),
    'admin',
  );
  const { fetch } = createApp(desk(), (error) => void logged.push(error));
  server = createAdaptorServer({ fetch }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await api.stop();
});
beforeEach(async () => {
  await api.db.deleteFrom('monitor').execute();
  await api.db.deleteFrom('ping').execute();
});

const curl = async (...args: string[]) => (await run('curl', ['-sS', '-m', '10', ...args])).stdout;
const statusOf = (...args: string[]) => curl('-o', '/dev/null', '-w', '%{http_code}', ...args);
const post = (body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${url}/night-1`, { method: 'POST', body, headers: { connection: 'close' } });
const pinged = async (name = 'nightly') => (await api.get(`/api/monitors/shop/heartbeat/${name}/pings`)).body.items;
const said = async (id: number) => (await api.get(`/api/monitors/shop/heartbeat/nightly/pings/${id}`)).body;

describe('each is answered OK and kept', () => {
  test.each<[string, string[], object]>([
    ['a GET', ['night-1'], { kind: 'ok', exit: null, bytes: 0 }],
    ['a POST', ['night-1', '--data-raw', 'all well'], { kind: 'ok', bytes: 8 }],
    ['a start', ['night-1/start'], { kind: 'start' }],
    ['a failure', ['night-1/fail'], { kind: 'fail', exit: null }],
    ['a note', ['night-1/log', '--data-raw', 'half way'], { kind: 'log', bytes: 8 }],
    ['exit code 0', ['night-1/0'], { kind: 'ok', exit: 0 }],
    ['exit code 137', ['night-1/137'], { kind: 'fail', exit: 137 }],
    ['what would make it', ['night-1?create=1'], { kind: 'ok' }],
    ['a slash at the end', ['night-1/'], { kind: 'ok' }],
  ])('%s by curl', async (_, [path, ...args], kept) => {
    expect(await curl('-f', ...args, `${url}/${path}`)).toBe('OK');
    expect(await pinged()).toMatchObject([kept]);
  });

  test('a HEAD by curl, and a GET and a POST by wget', async () => {
    expect(await curl('-f', '--head', `${url}/night-1`)).toMatch(/^HTTP\/1.1 200 OK\r\n.*ping-body-limit: 100000/is);
    const wget = async (...args: string[]) =>
      (await run('wget', ['-q', '-T', '10', '-t', '1', '-O', '-', ...args])).stdout;
    expect(await wget(`${url}/night-1/start`)).toBe('OK');
    expect(await wget('--post-data=from wget', `${url}/night-1`)).toBe('OK');
    expect(await pinged()).toMatchObject([{ kind: 'ok', bytes: 9 }, { kind: 'start' }, { kind: 'ok' }]);
  });
});

describe('is refused:', () => {
  test.each<[string, string, string]>([
    ['a key that opens nothing', 'night-2', '404'],
    ['a key that is not configured', '%24%7BLATER_KEY%7D', '404'],
    ['a signal that is none', 'night-1/finish', '404'],
    ['an exit code that cannot be', 'night-1/256', '400'],
    ['a rid that is no UUID', 'night-1?rid=1', '400'],
  ])('%s', async (_, path, status) => {
    expect(await statusOf(`${url}/${path}`)).toBe(status);
    expect(await pinged()).toEqual([]);
  });

  test('what is larger than 512 KB', async () => expect((await post('x'.repeat(600_000))).status).toBe(413));
});

describe('what a job says', () => {
  test('is kept for the first 100 kB, whatever bytes it is made of', async () => {
    await post(new Uint8Array([0xff, 0, 0x41, ...new Uint8Array(200_000).fill(0x42)]));
    const [{ id, bytes }] = await pinged();
    const text = await said(id);
    expect([bytes, text.length, text.slice(0, 4)]).toEqual([200_003, 100_000, '\uFFFD\uFFFDAB']);
  });

  test('is shown in the console beside when it came', async () => {
    await post('all well');
    const ana = visitor({ app: api.app, settled: async () => undefined });
    await ana.signIn(api.ana);
    const { text } = await ana.get('/monitors/shop/heartbeat/nightly');
    const [, path] = /href="([^"]+)">what it said<\/a> \(8 bytes\)/.exec(text)!;
    const { text: words, headers } = await ana.get(path!);
    expect([words, headers.get('content-type')]).toEqual(['all well', 'text/plain; charset=UTF-8']);
  });

  test('is told to nobody of another plan', async () => {
    await post('secret');
    const [{ id }] = await pinged();
    const headers = { authorization: `Bearer ${api.stranger}` };
    expect((await api.get('/api/monitors/shop/heartbeat/nightly/pings', headers)).status).toBe(404);
    expect((await api.get(`/api/monitors/shop/heartbeat/nightly/pings/${id}`, headers)).status).toBe(404);
  });
});

test('of each heartbeat the last hundred are kept', async () => {
  await curl(`${url}/quiet-1`, `${url}/night-1`);
  await sql`
    insert into ping (plan, name, at, kind, bytes) select plan, name, at, 'log', 0 from ping, generate_series(1, 103)
    where name = 'heartbeat/nightly'`.execute(api.db);
  await curl(`${url}/night-1`);
  expect([(await pinged()).length, (await pinged('quiet')).length]).toEqual([100, 1]);
});

test('of a storm each is kept or told to come again, and nobody else waits for it', async () => {
  const storm = Array.from({ length: 40 }, async () => (await fetch(`${url}/night-1/log`)).status);
  expect(await statusOf(`${url}/quiet-1`)).toBe('200');
  const statuses = await Promise.all(storm);
  const count = (status: number) => statuses.filter((one) => one === status).length;
  expect([(await pinged()).length, count(200) + count(429)]).toEqual([count(200), 40]);
});

test('behind fifty that wait the next is told to come again, until they are done', async () => {
  let open = () => {};
  const gate = new Promise<void>((done) => void (open = done));
  const waiting = Array.from({ length: 50 }, () => inLine(desk(), 'a heartbeat', () => gate));
  await expect(inLine(desk(), 'a heartbeat', async () => 1)).rejects.toThrow(TooMany);
  expect(await inLine(desk(), 'another', async () => 1)).toBe(1);
  open();
  await Promise.all(waiting);
  expect(await inLine(desk(), 'a heartbeat', async () => 2)).toBe(2);
});

test('what was said a week ago is forgotten, that it was said is not', async () => {
  await post('old');
  api.pass(7 * 24 * hour + 1);
  await post('new');
  await forgetWords(api.desk);
  const [fresh, old] = await pinged();
  expect([await said(fresh.id), await said(old.id), old.bytes]).toEqual(['new', '', 3]);
});

test('runs at the same time are measured each by its rid', async () => {
  const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
  await curl(`${url}/night-1/start?rid=${a}`);
  api.pass(minute);
  await curl(`${url}/night-1/start?rid=${b.toUpperCase()}`);
  api.pass(minute);
  await curl(`${url}/night-1/0?rid=${b}`, `${url}/night-1/0?rid=${a}`);
  const took = (await pinged()).map(({ ms }: { ms: number | null }) => ms && Math.round(ms / minute));
  expect(took).toEqual([2, 1, null, null]);
});

test('no key is ever logged', async () => {
  await api.db.schema.alterTable('ping').renameTo('ping_away').execute();
  try {
    expect(await statusOf(`${url}/night-1`)).toBe('500');
  } finally {
    await api.db.schema.alterTable('ping_away').renameTo('ping').execute();
  }
  expect(logged.length).toBe(1);
  expect(
    JSON.stringify(logged, (_, value: unknown) => (value instanceof Error ? `${value.stack}` : value)),
  ).not.toContain('night-1');
});
