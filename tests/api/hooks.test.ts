/** The doors through which other systems send alerts: each answered as it understands, once what it sent is kept. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createApp } from '../../api/app.ts';
import { alert, env, event, group, startWatched, watchedPlan } from '../alerts/support.ts';
import type { Watched } from '../alerts/support.ts';
import { asAdmin } from '../support/database.ts';

let shop: Watched;
let app: ReturnType<typeof createApp>;
const logged: unknown[] = [];
beforeAll(async () => {
  shop = await startWatched(watchedPlan((text) => `${text}storm: { incidents: 1000 }\n`));
  app = createApp({ ...shop.desk, env }, (error) => void logged.push(error));
});
afterAll(() => shop.stop());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } };
  const response = await app.request(path, init);
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    retryAfter: response.headers.get('retry-after'),
  };
}
const enqueue = (body: object) => post('/v2/enqueue', { routing_key: env.PAGER_KEY, ...body });
const received = () => shop.db.selectFrom('received').selectAll().orderBy('id').execute();
const incident = (title: string) =>
  vi.waitFor(async () => {
    const found = (await shop.all()).find((one) => one.title === title);
    expect(found).toBeDefined();
    return found!;
  }, 10_000);

describe('as PagerDuty', () => {
  test('an event is accepted as there, and heard', async () => {
    expect(await enqueue(event('db'))).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'db' },
      retryAfter: null,
    });
    expect(await incident('db is down')).toMatchObject({ severity: 'P1' });
  });

  test('its routing key is kept nowhere, the rest as it came', async () => {
    const more = {
      client: 'Monitor',
      links: [{ href: 'http://x' }],
      images: [{ src: 'http://y' }],
      odd: { any: null },
    };
    await enqueue({ ...event('whole'), ...more });
    const rows = await received();
    expect(rows.at(-1)).toMatchObject({ source: 'integration/pager', form: 'pagerduty', body: more });
    expect(JSON.stringify(rows)).not.toContain(env.PAGER_KEY);
  });

  test('without a dedup_key one is made and told', async () => {
    const { dedup_key: _, ...rest } = event('made');
    const { body } = await enqueue(rest);
    expect(body['dedup_key']).toMatch(/^[0-9a-f]{32}$/);
  });

  test('to acknowledge and resolve what is unknown is accepted', async () => {
    for (const action of ['acknowledge', 'resolve'])
      expect(await enqueue(event('nothing', action))).toMatchObject({ status: 202, body: { dedup_key: 'nothing' } });
  });

  test('what is wrong is said as there', async () => {
    const wrong = (body: object) => enqueue(body).then((one) => [one.status, one.body['status'], one.body['errors']]);
    expect(await wrong({ event_action: 'open' })).toEqual([
      400,
      'invalid event',
      ["'event_action' is missing or invalid (must be one of: 'trigger', 'acknowledge', 'resolve')"],
    ]);
    expect(await wrong({ event_action: 'trigger', payload: { summary: ' ' } })).toEqual([
      400,
      'invalid event',
      ["'payload.summary' is missing or blank"],
    ]);
    expect(await wrong({ event_action: 'resolve' })).toEqual([
      400,
      'invalid event',
      ["'dedup_key' is missing or blank"],
    ]);
    expect(await wrong({ ...event('x'), routing_key: 'unknown' })).toEqual([
      400,
      'invalid event',
      ['Invalid routing key'],
    ]);
    expect(await wrong({ ...event('x'), routing_key: env.PROMETHEUS_KEY })).toMatchObject([
      400,
      'invalid event',
      ['Invalid routing key'],
    ]);
    expect((await post('/v2/enqueue', '{')).status).toBe(400);
    expect((await post('/v2/enqueue', '[]')).status).toBe(400);
  });
});

describe('as Alertmanager’s webhook', () => {
  test('a group is accepted and heard', async () => {
    const sent = group('{}:{job="x"}', alert({ alertname: 'JobDown' }, { summary: 'The job is down' }));
    expect((await post(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, sent)).status).toBe(202);
    expect(await incident('The job is down')).toMatchObject({ severity: 'P3' });
  });

  test('Grafana’s has more, and is taken as well', async () => {
    const sent = {
      receiver: 'guardia',
      status: 'firing',
      orgId: 1,
      alerts: [
        {
          ...alert({ alertname: 'Memory' }, { summary: 'Memory is low' }),
          values: { B: 44.2 },
          silenceURL: 'http://s',
        },
      ],
      groupKey: '{}:{alertname="Memory"}',
      title: '[FIRING:1]',
      state: 'alerting',
      message: '**Firing**',
      version: '1',
    };
    expect((await post(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, sent)).status).toBe(202);
    const { reference } = await incident('Memory is low');
    expect(await shop.alerts(reference)).toMatchObject([
      { details: { payload: { orgId: 1, alerts: [{ values: { B: 44.2 } }] } } },
    ]);
  });

  test('an unknown key, or one for something else, opens nothing', async () => {
    const sent = group('g', alert({ alertname: 'X' }));
    for (const key of ['unknown', env.PAGER_KEY, env.FORMS_KEY])
      expect(await post(`/hooks/alertmanager/${key}`, sent)).toMatchObject({ status: 404 });
  });

  test('what has not the form is refused for good', async () => {
    for (const body of [{}, { alerts: 1 }, { alerts: [1] }, []])
      expect((await post(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, body)).status).toBe(400);
  });
});

describe('as a webhook', () => {
  test('JSON or a form, as the plan maps it', async () => {
    await post(`/hooks/events/${env.FORMS_KEY}`, { monitor: { id: 1, name: 'By JSON' }, state: 0 });
    await incident('By JSON');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = new URLSearchParams({ 'monitor.id': '2', 'monitor.name': 'By form', state: '0' }).toString();
    expect((await post(`/hooks/events/${env.FORMS_KEY}`, sent, form)).status).toBe(202);
    await incident('By form');
  });
});

test('more than 512 KB is too large', async () => {
  const large = { ...event('large'), custom: 'x'.repeat(513 * 1024) };
  expect(await enqueue(large)).toMatchObject({ status: 413, body: { status: 'invalid event' } });
  expect((await post(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, large)).status).toBe(413);
});

test('what Postgres cannot keep is left out, and the alert is not', async () => {
  await enqueue(event('odd', 'trigger', { summary: 'Odd\u0000 \ud800one' }));
  await incident('Odd \ufffdone');
});

test('a sender that sends too much is told to wait, in its own way', async () => {
  const strict = createApp({ ...shop.desk, env }, () => undefined, { alertsPerMinute: 1 });
  const send = (path: string, body: object) =>
    strict.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const twice = async (path: string, body: object) => {
    await send(path, body);
    const { status, headers } = await send(path, body);
    return [status, Number(headers.get('retry-after')) > 0];
  };
  expect(await twice('/v2/enqueue', { routing_key: env.PAGER_KEY, ...event('much') })).toEqual([429, true]);
  expect(await twice(`/hooks/events/${env.FORMS_KEY}`, { monitor: { id: 9 } })).toEqual([429, true]);
  expect(await twice(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, group('much', alert({ a: 'b' })))).toEqual([
    503,
    true,
  ]);
});

test('while Postgres is away every sender is told to come again, and nothing is lost that was accepted', async () => {
  await enqueue(event('first'));
  const name = new URL(shop.url).pathname.slice(1);
  await asAdmin(shop.url.replace(`/${name}`, '/guardia'), `alter database ${name} allow_connections false`);
  await asAdmin(
    shop.url.replace(`/${name}`, '/guardia'),
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`,
  );
  expect(await enqueue(event('away'))).toMatchObject({ status: 429, retryAfter: '2' });
  const sent = group('away', alert({ alertname: 'Away' }));
  expect(await post(`/hooks/alertmanager/${env.PROMETHEUS_KEY}`, sent)).toMatchObject({ status: 503, retryAfter: '2' });
  await asAdmin(shop.url.replace(`/${name}`, '/guardia'), `alter database ${name} allow_connections true`);
  expect((await enqueue(event('back'))).status).toBe(202);
  await incident('first is down');
  await incident('back is down');
});
