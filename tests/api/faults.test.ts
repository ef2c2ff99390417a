/** What is nobody's fault outside: Postgres away, a bug of ours, and input made to break us. */
import fc from 'fast-check';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { onError } from '../../api/errors.ts';
import { connect } from '../../db/connect.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import { freePort } from '../../engine/ports.ts';

import { report, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

describe('while Postgres is away', () => {
  const away = async (path: string, init: RequestInit = {}) => {
    const db = connect(`postgres://nobody@127.0.0.1:${await freePort()}/nothing`, 1, () => undefined);
    const app = createApp({ ...api.desk, db }, () => undefined);
    const response = await app.request(path, { headers: { authorization: `Bearer ${api.admin}` }, ...init });
    return { status: response.status, body: await response.json() };
  };
  test('a request is answered with 503 and may be repeated', async () =>
    expect(await away('/api/incidents')).toMatchObject({
      status: 503,
      body: { status: 503, title: 'Not available', detail: expect.stringMatching(/try again shortly/) },
    }));
  test('Guardia is not ready', async () => expect((await away('/readyz')).status).toBe(503));
  test('but alive', async () => expect((await away('/healthz')).status).toBe(200));
});

test('a connection that is lost in the middle is 503, and nothing is done', async () => {
  const before = await api.incidents();
  const waiting = sql<{ pid: number }>`
    select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  const answer = await api.db.transaction().execute(async (tx) => {
    await sql`lock table incident in exclusive mode`.execute(tx);
    const asked = api.opens();
    await expect.poll(async () => (await waiting.execute(api.db)).rows.length).toBe(1);
    const [one] = (await waiting.execute(api.db)).rows;
    await sql`select pg_terminate_backend(${one!.pid})`.execute(api.db);
    return asked;
  });
  expect([answer.status, await api.incidents()]).toEqual([503, before]);
});

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'broken pipe'],
  ['57P01', 'terminating connection'],
  ['57P02', 'crash'],
  ['57P03', 'starting up'],
  ['55P03', 'lock not available'],
  ['57014', 'statement timeout'],
  ['25P03', 'idle in transaction'],
  ['08006', 'connection failure'],
  ['53300', 'too many connections'],
  ['40P01', 'deadlock detected'],
  ['', 'timeout exceeded when trying to connect'],
  ['', 'Connection terminated unexpectedly'],
])('what Postgres says as %s (%s) is 503', async (code, words) => {
  const app = new Hono();
  app.onError(onError(() => undefined));
  app.get('/', () => {
    throw Object.assign(new Error(words), { code });
  });
  expect((await app.request('/')).status).toBe(503);
});

describe('a bug of ours', () => {
  test('is 500, is logged, and tells the caller nothing', async () => {
    const { body } = await api.opens();
    await api.poison(body.reference);
    const { status, body: answer } = await api.does(body.reference, 'acknowledge');
    expect([status, answer.detail]).toEqual([500, 'Something went wrong on our side. It has been logged.']);
    expect(String(api.logged.at(-1))).toMatch(/TypeError/);
    await api.db.deleteFrom('notification').execute();
    await api.db.deleteFrom('event').execute();
    await api.db.deleteFrom('incident').execute();
  });
});

describe('input made to break us is never a 5xx', () => {
  const below500 = async (ask: Promise<{ status: number; body: unknown }>, what: unknown) => {
    const { status, body } = await ask;
    expect(status, `${JSON.stringify(what).slice(0, 500)} → ${JSON.stringify(body)}`).toBeLessThan(500);
  };
  const json = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
  const almost = fc.record(
    {
      plan: fc.oneof(fc.constant('shop'), json),
      title: fc.oneof(fc.string({ unit: 'binary' }), json),
      severity: fc.oneof(fc.constantFrom('P1', 'P2'), json),
      type: fc.oneof(fc.constant('incident'), json),
      requester: fc.oneof(fc.record({ email: fc.emailAddress(), name: fc.string() }), json),
      fields: fc.dictionary(fc.string({ unit: 'binary' }), json),
      dedupKey: fc.oneof(fc.string({ unit: 'binary' }), json),
      description: fc.string({ unit: 'binary' }),
    },
    { requiredKeys: ['plan', 'severity'] },
  );

  test('300 bodies that are almost a report', () =>
    fc.assert(
      fc.asyncProperty(almost, (body) => below500(api.post('/api/incidents', body), body)),
      { numRuns: 300 },
    ));
  test('300 bodies that are nothing like one', () =>
    fc.assert(
      fc.asyncProperty(json, (body) => below500(api.post('/api/incidents', body), body)),
      { numRuns: 300 },
    ));
  test.each(Object.keys(lifecycle))('100 bodies to %s', async (verb) => {
    const { body: opened } = await api.opens();
    const names = ['severity', 'category', 'assignee', 'to', 'reason', 'until', 'text', 'public', 'note', 'cause'];
    const words = fc.oneof(
      fc.constantFrom('P1', 'ana', '2027-01-01T00:00:00Z', '9999-12-31T23:59:59.999+23:59', true),
      json,
    );
    const bodies = fc.oneof(json, fc.dictionary(fc.constantFrom(...names, 'rootCause', 'lessons'), words));
    await fc.assert(
      fc.asyncProperty(bodies, (body) => below500(api.does(opened.reference, verb, body as object), body)),
      { numRuns: 100 },
    );
  });

  test.each([
    ['a NUL in a path', '/api/incidents/%00'],
    ['a NUL in a filter', '/api/incidents?q=%00'],
    ['a NUL in another', '/api/incidents?plan=a%00b'],
    ['a NUL in a cursor', `/api/incidents?cursor=${Buffer.from('1 \0').toString('base64url')}`],
    [
      'a number too great in a cursor',
      `/api/incidents?cursor=${Buffer.from('9999999999999999 x').toString('base64url')}`,
    ],
    ['a path that cannot be decoded', '/api/incidents/%ff%fe'],
    ['a filter that cannot be decoded', '/api/incidents?q=%ff%zz'],
    ['a filter twice', '/api/incidents?plan=shop&plan=stall'],
    ['signs that SQL knows', `/api/incidents?q=${encodeURIComponent("%_\\';--")}`],
    ['a reference that is none', '/api/incidents/..%2f..%2fetc'],
  ])('%s', (_, path) => below500(api.get(path), path));

  test('a NUL in any path or filter that there is', async () => {
    const { paths } = (await api.get('/api/openapi.json')).body;
    for (const [path, acts] of Object.entries<Record<string, { parameters?: { name: string; in: string }[] }>>(paths))
      for (const [method, { parameters = [] }] of Object.entries(acts)) {
        const plain = path.replaceAll('{plan}', 'shop').replaceAll(/\{\w+\}/g, 'x');
        const bad = parameters.flatMap(({ name, in: where }) => {
          if (where === 'path')
            return [
              path
                .replace(`{${name}}`, 'a%00b')
                .replace('{plan}', 'shop')
                .replaceAll(/\{\w+\}/g, 'x'),
            ];
          return where === 'query' ? [`${plain}?${name}=a%00b`] : [];
        });
        for (const one of bad) await below500(api.request(method.toUpperCase(), one), `${method} ${one}`);
      }
  });

  test.each([
    ['a NUL in the path of an act', '/api/incidents/%00/acknowledge', '{}', 'application/json'],
    ['a NUL in the id of a key', '/api/keys/%00/revoke', '{}', 'application/json'],
    [
      'JSON nested 100,000 deep',
      '/api/incidents',
      `{"fields":{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`,
      'application/json',
    ],
    [
      'a number beyond all numbers',
      '/api/incidents',
      JSON.stringify(report).replace('}', ',"fields":{"n":1e999}}'),
      'application/json',
    ],
    [
      'a prototype',
      '/api/incidents',
      JSON.stringify(report).replace('}', ',"fields":{"__proto__":{"x":1}}}'),
      'application/json',
    ],
    ['JSON of another name', '/api/incidents/SHO-1/acknowledge', '{"a":1}', 'application/x_1+json'],
    ['JSON of another name, for an act with a body', '/api/incidents/SHO-1/resolve', '{"a":1}', 'application/x_1+json'],
    ['an odd parameter of the content type', '/api/incidents/SHO-1/acknowledge', '{"a":1}', 'application/json; "'],
  ])('%s', (_, path, body, type) =>
    below500(api.request('POST', path, { body, headers: { 'content-type': type } }), path),
  );
});
