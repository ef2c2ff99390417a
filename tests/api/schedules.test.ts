/** What comes round is told as the plan says it, to whoever may see the plan; by HTTP and on the terminal. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { guardia } from '../cli/guardia.ts';
import { visitor } from '../support/visitor.ts';
import { shopPlan } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  const text = 'reviews:\n  access: { title: Who may what, every: first monday of the month 10:30, owner: lead }\n';
  await applyPlan(
    api.desk,
    shopPlan((whole) => whole + text),
    'admin',
  );
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.admin };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});

test('how often in words, and the next five times in UTC and by the clocks of the plan', async () => {
  const { body } = await api.get('/api/schedules');
  expect(body.items).toEqual([
    {
      plan: 'shop',
      name: 'reviews/access',
      title: 'Who may what',
      every: 'first monday of the month 10:30',
      timezone: 'Europe/Bucharest',
      onChangeOf: [],
      last: null,
      paused: null,
      next: Array.from({ length: 5 }, () => ({
        at: expect.stringMatching(/T0[78]:30:00\.000Z$/),
        local: expect.stringMatching(/ 10:30:00$/),
      })),
    },
  ]);
});

test.each([
  ['of one plan', '?plan=shop', 1],
  ['of a plan that has none', '?plan=stall', 0],
])('%s', async (_, query, count) => expect((await api.get(`/api/schedules${query}`)).body.items).toHaveLength(count));

test('a person of another plan sees none of it', async () =>
  expect((await api.get('/api/schedules', bearer(api.stranger))).body.items).toEqual([]));

test('a question that is not known is refused', async () =>
  expect((await api.get('/api/schedules?name=x')).status).toBe(422));

test('guardia schedule list', async () => {
  const { code, out } = await guardia(['schedule', 'list', '--plan', 'shop'], env);
  expect(code).toBe(0);
  expect(out).toMatch(
    /shop +reviews\/access +Who may what +first monday of the month 10:30 +\d{4}-\d\d-\d\d 10:30:00 +Europe\/Bucharest/,
  );
});

test('one is paused, shown and resumed under its name as it is written', async () => {
  const path = '/api/schedules/shop/reviews/access';
  const end = new Date(api.desk.now() + 86_400_000).toISOString();
  const moved = await api.post(`${path}/pause`, { reason: 'Audit', until: end });
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/api/schedules/shop/reviews%2Faccess/pause']);
  const own = moved.headers.get('location')!;
  expect((await api.post(own, { reason: 'Audit', until: end })).body.paused).toEqual({
    until: end,
    by: 'admin',
    reason: 'Audit',
  });
  expect((await api.get((await api.get(path)).headers.get('location')!)).body).toMatchObject({ history: [] });
  expect((await api.post(own.replace('pause', 'resume'), {})).body.paused).toBeNull();
});

test('one without a slash is paused as it is written', async () =>
  expect((await api.post('/api/schedules/shop/probe/pause', { reason: 'x' })).body.detail).toMatch(/"probe"/));

test('a pause says why', async () =>
  expect((await api.post('/api/schedules/shop/reviews%2Faccess/pause', {})).status).toBe(422));

test.each(['pause', 'resume', 'run'])('%s is not for a person of another plan', async (verb) => {
  const path = `/api/schedules/shop/reviews%2Faccess/${verb}`;
  expect((await api.post(path, { reason: 'x' }, bearer(api.stranger))).status).toBe(404);
});

test('guardia schedule pause, show, run, resume', async () => {
  const one = 'shop/reviews/access';
  const said = await guardia(['schedule', 'pause', one, '--reason', 'The auditors are here', '--for', '2 days'], env);
  expect(said.out).toMatch(/shop\/reviews\/access is paused until \d{4}-/);
  const began = await guardia(['schedule', 'run', one], env);
  const [, reference] = /has begun (SHO-\d+)\./.exec(began.out)!;
  const { out } = await guardia(['schedule', 'show', one], env);
  expect(out).toMatch(/paused until .+ by admin: The auditors are here/);
  expect(out).toMatch(new RegExp(`${reference} received +asked by admin`));
  expect((await guardia(['schedule', 'resume', one], env)).out).toMatch(/goes on, next \d{4}-\d\d-\d\d 10:30:00/);
  expect((await guardia(['schedule', 'list'], env)).out).toContain(`${reference} received`);
});

test.each([
  ['shop', 'is no schedule'],
  ['shop/reviews/other', 'Nothing comes round as "reviews/other" in a plan "shop".'],
])('guardia schedule show %s is refused in a sentence', async (one, words) =>
  expect((await guardia(['schedule', 'show', one], env)).err).toContain(words),
);

test('in the console it is paused, begun and resumed by forms, and what is wrong is said beside what was typed', async () => {
  const browser = visitor({ app: api.app, settled: () => Promise.resolve() });
  await browser.signIn(api.admin);
  const path = '/schedules/shop/reviews/access';
  const refused = await browser.post(`${path}/pause`, { reason: 'Holidays <here>', for: 'long' });
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringMatching(/“For”:[^]*value="Holidays &lt;here&gt;"/),
  ]);
  expect((await browser.post(`${path}/pause`, { reason: 'Holidays', for: '2 days' })).status).toBe(303);
  await browser.post(`${path}/run`);
  expect((await browser.get(path)).text).toMatch(/Paused[^]*by admin: Holidays[^]*begun, asked by admin[^]*SHO-\d/);
  expect((await browser.get('/schedules')).text).toMatch(/Who may what[^]*☾ paused/);
  await browser.post(`${path}/resume`);
  expect((await browser.get('/schedules')).text).not.toContain('paused');
  expect((await browser.get(`${path}/run`)).status).toBe(303);
});

test('guardia schedule list, where there is none', async () =>
  expect((await guardia(['schedule', 'list', '--plan', 'stall'], env)).out).toBe('There are none.\n'));
