/** Integrations over HTTP, on the terminal and in the console: how each stands, a test message, and what was disabled. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { everyWay } from '../../channels/index.ts';
import { deliver } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { guardia } from '../cli/guardia.ts';
import { shopPlan } from '../domain/support.ts';
import { startHttpSink } from '../support/http-sink.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const chapter = `integrations:
  chat: { title: Team chat, kind: slack, url: "\${CHAT_URL}", breaker: 1 }
  hook: { kind: webhook, url: "\${HOOK_URL}", key: "\${HOOK_KEY}" }
  text: { kind: sms, url: "\${CHAT_URL}" }
  prometheus: { kind: alertmanager }
`;
let api: Api;
let sink: Awaited<ReturnType<typeof startHttpSink>>;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
const send = everyWay(async () => undefined);
beforeAll(async () => {
  [api, sink] = await Promise.all([startApi(), startHttpSink()]);
  Object.assign(api.desk, { env: { CHAT_URL: `${sink.url}/chat` } });
  await applyPlan(
    api.desk,
    shopPlan((text) =>
      text
        .replace('{ at: opening, tell: [support] }', '{ at: opening, tell: [ion, integration chat] }')
        .concat(chapter),
    ),
    'admin',
  );
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.admin };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([api.stop(), sink.stop()]);
});

const named = (name: string) => `/api/integrations/shop/${name}`;
const list = async () => (await api.get('/api/integrations?plan=shop')).body.items;
const stateOf = async (name: string) => (await list()).find((one: { name: string }) => one.name === name).state;

test('each says how it stands, and what it lacks, without a secret', async () => {
  const all = await list();
  expect(all.map(({ name, state, lacks }: Record<string, unknown>) => [name, state, lacks])).toEqual([
    ['chat', 'never told', null],
    ['hook', 'not configured', '${HOOK_KEY}, ${HOOK_URL} is not set'],
    ['text', 'never told', null],
    ['prometheus', 'not told', null],
  ]);
  expect(JSON.stringify(all)).not.toContain(sink.url);
});

test('a test message goes the way of all others, once for each key', async () => {
  const ask = () => api.post(`${named('chat')}/test`, {}, { 'idempotency-key': 'now' });
  expect((await ask()).status).toBe(202);
  expect((await ask()).status).toBe(202);
  await deliver(api.desk, send, 'integration:shop/chat');
  expect(sink.on('/chat').map(({ body }) => JSON.parse(body).text)).toEqual(['[shop] Test message']);
  expect(await stateOf('chat')).toBe('well');
});

test.each([
  ['hook', {}, /HOOK_KEY.*not set/],
  ['prometheus', {}, /kind alertmanager/],
  ['text', {}, /which person/],
  ['text', { to: 'ion' }, /no telephone number/],
])('what cannot be told is refused: %s %o', async (name, body, sentence) => {
  const answer = await api.post(`${named(name)}/test`, body);
  expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(sentence)]);
});

test('whoever is of another plan sees nothing of it', async () => {
  const headers = bearer(api.stranger);
  expect((await api.get('/api/integrations', headers)).body.items).toEqual([]);
  expect((await api.post(`${named('chat')}/test`, {}, headers)).status).toBe(404);
});

test('what is disabled is told again once somebody says so', async () => {
  sink.answers.set('/chat', 410);
  await api.post(`${named('chat')}/test`, {}, { 'idempotency-key': 'gone' });
  await deliver(api.desk, send, 'integration:shop/chat');
  expect(await stateOf('chat')).toBe('disabled');
  const shown = await guardia(['integration'], env);
  expect(shown.out).toMatch(/shop\/chat +Team chat +slack +disabled .*HTTP_410/);
  const enabled = await guardia(['integration', 'enable', 'shop/chat'], env);
  expect(enabled.out).toBe('shop/chat is told again.\n');
  expect(await stateOf('chat')).toBe('well');
  sink.answers.clear();
});

test('the terminal says how a test message went', async () => {
  const asked = guardia(['integration', 'test', 'shop/chat', '--key', 'cli'], env);
  const delivered = async () => {
    await deliver(api.desk, send, 'integration:shop/chat');
    return sink.on('/chat').length;
  };
  await expect.poll(delivered, { timeout: 20_000 }).toBe(3);
  expect(await asked).toMatchObject({ code: 0, out: 'shop/chat took the test message.\n' });
});

test('a notification shows each attempt, and figures how late they were and which channel is left alone', async () => {
  sink.answers.set('/chat', 500);
  const { body } = await api.opens();
  await deliver(api.desk, send, body.reference);
  const { items } = (await api.get(`/api/incidents/${body.reference}/notifications`)).body;
  const [posted] = items.filter((one: { channel: string }) => one.channel === 'chat');
  expect(posted).toMatchObject({ recipient: 'integration:chat', outcome: 'failed', by: 'chat' });
  expect(posted.tries).toEqual([
    { by: 'chat', at: expect.stringMatching(/Z$/), ms: expect.any(Number), outcome: 'failed', code: 'HTTP_500' },
  ]);
  const figures: string = (await api.get('/metrics')).body;
  expect(figures).toMatch(/guardia_channel_open\{plan="shop",channel="chat"\} 1/);
  expect(figures).toMatch(/guardia_channel_attempts\{plan="shop",channel="chat",outcome="failed"\} 1/);
  expect(figures).toMatch(/guardia_notification_lateness_quantile_seconds\{quantile="0.99"\} [\d.]+/);
  expect(figures).toMatch(/guardia_channel_lateness_quantile_seconds\{plan="shop",channel="mail",quantile="0.5"\}/);
  const { lateness } = (await api.get('/api/integrations')).body;
  expect(lateness).toContainEqual(
    expect.objectContaining({ plan: 'shop', channel: 'mail', p50Ms: expect.any(Number) }),
  );
});
