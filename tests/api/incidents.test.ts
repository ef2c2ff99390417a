/** Opening, showing and acting over HTTP: what is answered is what stands, right at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const hours = 3_600_000;
const keyed = (key: string) => ({ 'idempotency-key': key });

describe('opening', () => {
  test('answers 201 with the place of what was opened', async () => {
    const { status, headers, body } = await api.opens();
    expect([status, headers.get('location')]).toEqual([201, `/api/incidents/${body.reference}`]);
  });
  test('tells clocks to the millisecond', async () => {
    const { body } = await api.opens();
    const at = (ms: number) => new Date(Date.parse(body.openedAt) + ms).toISOString();
    expect(body.clocks).toEqual([
      {
        metric: 'response',
        target: { seconds: 3600 },
        calendar: 'always',
        rule: 'severities.P1.response',
        warnsAt: null,
        dueAt: at(hours),
        state: 'running',
        fulfilledAt: null,
        breachedAt: null,
      },
      expect.objectContaining({ metric: 'resolution', target: { seconds: 14400 }, dueAt: at(4 * hours) }),
    ]);
  });
  test('tells what comes next', async () => {
    const { body } = await api.opens();
    const half = new Date(Date.parse(body.openedAt) + hours / 2).toISOString();
    expect(body.next).toEqual({ at: half, what: 'escalation step 2' });
  });
  test('is there to be read at once, just as it was answered', async () => {
    const { body } = await api.opens({
      description: 'x',
      fields: { a: [1, null] },
      requester: { email: 'a@acme.example' },
    });
    expect((await api.get(`/api/incidents/${body.reference}`)).body).toEqual(body);
  });
  test('twice under one key answers the same', async () => {
    const first = await api.opens({}, keyed('k'));
    const second = await api.opens({}, keyed('k'));
    expect([second.status, second.body]).toEqual([201, first.body]);
  });
  test('with an open deduplication key answers 200 and the one that stands', async () => {
    const first = await api.opens({ dedupKey: 'd' });
    const second = await api.opens({ dedupKey: 'd', title: 'Again' });
    expect([second.status, second.body.reference]).toEqual([200, first.body.reference]);
  });
  test('who opened it comes from the key', async () => {
    const { body } = await api.opens({}, bearer(api.ana));
    const { items } = (await api.get(`/api/incidents/${body.reference}/events`)).body;
    expect(items[0]).toMatchObject({ kind: 'opened', by: 'ana' });
  });
  test('keeps every character that can be kept', async () => {
    const title = 'Căderea 🚒 \u202e\ufffd ‮ "quotes" <b>';
    expect((await api.opens({ title })).body.title).toBe(title);
  });
});

describe('acting', () => {
  const acts = async (verb: string, body?: object) => {
    const { body: opened } = await api.opens();
    return api.does(opened.reference, verb, body, bearer(api.ana));
  };
  test('answers the incident as it then stands', async () =>
    expect(await acts('start')).toMatchObject({ status: 200, body: { status: 'in_progress', version: 2 } }));
  test('needs no body where there is nothing to say', async () => {
    const { body } = await api.opens();
    const answer = await api.request('POST', `/api/incidents/${body.reference}/acknowledge`);
    expect([answer.status, answer.body.clocks[0].state]).toEqual([200, 'met']);
  });
  test('takes an empty body that calls itself JSON for none', async () => {
    const { body } = await api.opens();
    const headers = { 'content-type': 'application/json' };
    const answer = await api.request('POST', `/api/incidents/${body.reference}/acknowledge`, { body: '', headers });
    expect(answer.status).toBe(200);
  });
  test('a hold says until when', async () => {
    const { body } = await api.opens();
    await api.does(body.reference, 'start');
    const until = new Date(Date.now() + hours).toISOString();
    const held = await api.does(body.reference, 'hold', { reason: 'x', until });
    expect(held.body).toMatchObject({ status: 'on_hold', next: { at: until, what: 'end of hold' } });
  });
  test('while held no clock has a due instant', async () => {
    const { body } = await api.opens();
    await api.does(body.reference, 'start');
    const { clocks } = (await api.does(body.reference, 'hold', { reason: 'x' })).body;
    expect(clocks.map((one: { dueAt: null }) => one.dueAt)).toEqual([null, null]);
  });
  test.each([
    ['received', [], ['triage', 'acknowledge', 'start', 'resolve'], ['hold', 'resume', 'close', 'reopen', 'rate']],
    ['in progress', ['start'], ['acknowledge', 'hold', 'resolve'], ['triage', 'start', 'resume', 'close', 'reopen']],
    ['resolved', ['resolve'], ['close', 'reopen', 'postmortem'], ['resolve', 'assign', 'hold', 'cancel', 'rate']],
  ])('%s, it lists the acts that are possible', async (_, before, possible, impossible) => {
    let { body } = await api.opens();
    for (const verb of before)
      ({ body } = await api.does(body.reference, verb, verb === 'resolve' ? { note: 'x' } : {}));
    const verbs = body.acts.map(({ verb }: { verb: string }) => verb);
    expect(verbs).toEqual(expect.arrayContaining(possible));
    expect(verbs.filter((verb: string) => impossible.includes(verb))).toEqual([]);
  });
  test('each with what it needs', async () =>
    expect((await acts('start')).body.acts).toContainEqual({
      verb: 'hold',
      needs: ['reason'],
      may: ['pause', 'until'],
    }));
  test('who acted comes from the key', async () => {
    const { body } = await acts('resolve', { note: 'x' });
    const { items } = (await api.get(`/api/incidents/${body.reference}/events`)).body;
    expect(items.at(-1)).toMatchObject({ kind: 'resolved', by: 'ana', text: { note: 'x' } });
  });
});

test('notifications say whom, what, when it was due, and how it went', async () => {
  const { body } = await api.opens();
  const { items } = (await api.get(`/api/incidents/${body.reference}/notifications`)).body;
  expect(items[0]).toMatchObject({
    recipient: 'eva',
    name: 'Eva',
    channel: 'mail',
    event: 'escalated:critical:1',
    dueAt: body.openedAt,
    sentAt: null,
    lateMs: null,
    outcome: 'waiting',
  });
});

test('no mail address of the plan’s people is told to anybody', async () => {
  const { body } = await api.opens();
  const all = await Promise.all(
    ['', '/events', '/notifications'].map((path) => api.get(`/api/incidents/${body.reference}${path}`)),
  );
  expect(JSON.stringify(all.map((one) => one.body))).not.toContain('@shop.example');
});
