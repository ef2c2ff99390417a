/** The keys by which other systems send to Guardia: given by the environment or made, told once, renewed and revoked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { doorOf, forgetDoors } from '../../services/alert/keys.ts';
import { shopText } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const text = `${shopText}
integrations:
  prometheus: { kind: alertmanager }
  pager: { kind: pagerduty }
  forms: { kind: webhook }
  given: { kind: webhook, key: "\${FORMS_KEY}" }
  unset: { kind: alertmanager, key: "\${NO_SUCH_KEY}" }
  told: { kind: webhook, url: "\${HOOK_URL}" }
  chat: { kind: slack, url: "\${CHAT_URL}" }
heartbeats:
  nightly: { every: 1 day, grace: 30m }
`;
const given = 'a-key-of-the-environment';

interface Made {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly url: string;
}
let api: Api;
let made: readonly Made[];
const desk = () => ({ ...api.desk, env: { FORMS_KEY: given } });
const opens = async (key: string) => (await doorOf(desk(), key))?.name;
const keyOf = (name: string) => made.find((one) => one.name === name)!.key;
const apply = (more: object = {}) => api.post('/api/plans', { text, ...more });

beforeAll(async () => {
  api = await startApi();
  expect((await apply({ dryRun: true })).body.keys).toBeUndefined();
  made = (await apply()).body.keys;
});
afterAll(() => api.stop());

test('applying a plan makes those that it leaves to Guardia, and says where to send', () =>
  expect(made.map(({ name, url, key }) => [name, url.replace(key, '…'), /^[0-9a-f]{32}$/.test(key)])).toEqual([
    ['integration/prometheus', 'http://guardia.example/hooks/alertmanager/…', true],
    ['integration/pager', 'http://guardia.example/v2/enqueue', true],
    ['integration/forms', 'http://guardia.example/hooks/events/…', true],
    ['heartbeat/nightly', 'http://guardia.example/ping/…', true],
  ]));

test('applied again it makes none, and a repeated request is not told them again', async () => {
  expect((await apply()).body.keys).toBeUndefined();
  const twice = () =>
    api.post('/api/plans', { text: text.replace('nightly', 'weekly') }, { 'idempotency-key': 'twice' });
  expect((await twice()).body.keys).toMatchObject([{ name: 'heartbeat/weekly' }]);
  expect((await twice()).body.keys).toBeUndefined();
  await apply();
});

test('each opens what it is for, and another opens nothing', async () => {
  expect(await doorOf(desk(), keyOf('integration/prometheus'))).toEqual({
    plan: 'shop',
    name: 'integration/prometheus',
    kind: 'alertmanager',
  });
  expect(await opens(given)).toBe('integration/given');
  expect(await opens('${NO_SUCH_KEY}')).toBeUndefined();
  expect(await opens('')).toBeUndefined();
});

test('it is kept nowhere', async () => {
  const rows = [
    await api.db.selectFrom('door_key').selectAll().execute(),
    await api.db.selectFrom('request').selectAll().execute(),
  ];
  for (const { key } of made) expect(JSON.stringify(rows)).not.toContain(key);
});

test('the list says what sends, and by which keys', async () => {
  const { body } = await api.get('/api/keys/doors');
  expect(body.items).toContainEqual({
    plan: 'shop',
    name: 'integration/prometheus',
    kind: 'alertmanager',
    given: null,
    keys: [{ id: made[0]!.id, madeAt: expect.any(String), endsAt: null }],
  });
  const { name, given: how } = body.items.find((one: Made) => one.name === 'integration/unset');
  expect([name, how]).toEqual(['integration/unset', { as: '${NO_SUCH_KEY}', configured: false }]);
  for (const { key } of made) expect(JSON.stringify(body)).not.toContain(key);
});

test('renewed, the one before opens for a day more', async () => {
  const { status, body } = await api.post('/api/keys/doors', { plan: 'shop', name: 'integration/pager' });
  expect(status).toBe(201);
  expect(await opens(body.key)).toBe('integration/pager');
  expect(await opens(keyOf('integration/pager'))).toBe('integration/pager');
  api.pass(86_400_001);
  forgetDoors(api.desk);
  expect(await opens(keyOf('integration/pager'))).toBeUndefined();
  expect(await opens(body.key)).toBe('integration/pager');
});

test('revoked, it opens nothing', async () => {
  const { id, key } = made.find(({ name }) => name === 'heartbeat/nightly')!;
  expect(await opens(key)).toBe('heartbeat/nightly');
  expect((await api.request('POST', `/api/keys/${id}/revoke`)).status).toBe(204);
  expect(await opens(key)).toBeUndefined();
});

describe('it is refused', () => {
  test('to who does not administer the plan', async () => {
    expect((await api.get('/api/keys/doors', bearer(api.ana))).status).toBe(403);
    const renewing = { plan: 'shop', name: 'integration/forms' };
    expect((await api.post('/api/keys/doors', renewing, bearer(api.ana))).status).toBe(403);
    const { id } = made.find(({ name }) => name === 'integration/forms')!;
    const revoked = await api.request('POST', `/api/keys/${id}/revoke`, { headers: bearer(api.ana) });
    expect(revoked.status).toBe(404);
    expect(await opens(keyOf('integration/forms'))).toBe('integration/forms');
  });

  test('for what the plan does not have, or gives its key itself', async () => {
    const asking = async (name: string) => (await api.post('/api/keys/doors', { plan: 'shop', name })).body.detail;
    expect(await asking('integration/chat')).toMatch(/^Nothing called "integration\/chat" sends to Guardia/);
    expect(await asking('integration/given')).toBe(
      'The plan gives the key of "integration/given" itself, as ${FORMS_KEY}: set another there.',
    );
  });
});
