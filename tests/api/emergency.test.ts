/** The emergency contacts over HTTP and on the terminal: the list, who was proven, and a test begun by hand. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { guardia } from '../cli/guardia.ts';
import { shopPlan } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const chapter =
  'emergency: { contacts: [{ who: lead, by: [phone] }, eva], test: { every: first monday of the month 10:30, within: 1h } }\n';
let api: Api;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => text + chapter),
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

const never = { provenAt: null, reference: null };
const always = { hours: null, answersNow: true, answersFrom: null, description: null };

test('the list in its order, with who is behind it and was never proven', async () => {
  const { status, body } = await api.get('/api/emergency');
  expect([status, body.items]).toEqual([
    200,
    [
      {
        plan: 'shop',
        timezone: 'Europe/Bucharest',
        contacts: [
          { who: 'lead', by: ['phone'], ...always, people: [{ person: 'ana', name: 'Ana', ...never }] },
          { who: 'eva', by: [], ...always, people: [{ person: 'eva', name: 'Eva', ...never }] },
        ],
        test: { every: 'first monday of the month 10:30', next: expect.stringMatching(/T0[78]:30:00.000Z$/) },
        last: null,
      },
    ],
  ]);
});

test('a test is an incident that each acknowledges, once for each key', async () => {
  const begin = () => api.post('/api/emergency/test', { plan: 'shop' }, { 'idempotency-key': 'now' });
  const { status, headers, body } = await begin();
  expect([status, headers.get('location')]).toEqual([201, `/api/incidents/${body.reference}`]);
  expect((await begin()).body).toEqual(body);
  expect((await api.does(body.reference, 'acknowledge', {}, bearer(api.ana))).status).toBe(200);
  const [{ contacts, last }] = (await api.get('/api/emergency?plan=shop')).body.items;
  expect(contacts[0].people[0]).toMatchObject({ reference: body.reference, provenAt: expect.any(String) });
  expect(contacts[1].people[0]).toMatchObject(never);
  expect(last).toMatchObject({ reference: body.reference, state: 'met' });
});

test.each([
  ['none', {}, 'There is no plan "none".'],
  ['stall', {}, 'The plan "stall" has no test of its emergency contacts'],
  ['shop', { more: 1 }, 'not known'],
])('a test of the plan %s with %o is refused', async (plan, more, detail) => {
  const { status, body } = await api.post('/api/emergency/test', { plan, ...more });
  expect([status, body.detail]).toEqual([422, expect.stringContaining(detail)]);
});

test('a stranger sees none of it and begins none', async () => {
  expect((await api.get('/api/emergency', bearer(api.stranger))).body.items).toEqual([]);
  expect((await api.post('/api/emergency/test', { plan: 'shop' }, bearer(api.stranger))).body.detail).toBe(
    'There is no plan "shop".',
  );
});

test('the terminal tells who was proven, begins a test, and says what follows', async () => {
  const { code, out } = await guardia(['emergency', 'test'], env);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^SHO-\d+: every emergency contact of shop is asked to answer\./),
  ]);
  const reference = /^SHO-\d+/.exec(out)![0];
  const list = await guardia(['emergency', 'list', '--plan', 'shop'], env);
  expect(list.out).toMatch(/^shop +lead +Ana +phone +now +20\d\d-\d\d-\d\d \d\d:\d\d +Europe\/Bucharest$/m);
  expect(list.out).toMatch(/^shop +eva +Eva +now +never +Europe\/Bucharest$/m);
  expect(list.out).toContain(`The last test of shop, ${reference}, was not answered yet.`);
  expect(list.out).toMatch(/The next test of shop is on 20\d\d-\d\d-\d\d 10:30 Europe\/Bucharest\./);
});

test('the terminal says no in words', async () => {
  expect(await guardia(['emergency', 'test', '--plan', 'stall'], env)).toMatchObject({ code: 1 });
  expect((await guardia(['emergency', 'list', '--plan', 'stall'], env)).out).toBe('No plan has emergency contacts.\n');
});
