/** Programs and people begin runs and act on them over HTTP: each act where it fits, once for each key, and refused with a sentence where not. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';
import { advanceRun } from '../../services/procedure/advance.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { hour } from '../services/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const plan = shopPlan(
  (text) => `${text}procedures:
  release:
    title: Release
    owner: lead
    asks: { version: Which version? }
    steps:
      - { name: list, do: [Read it, Sign it], undo: Tear it up }
      - { name: agree, approve: The release, owner: lead, not by: list }
      - { name: go, decide: Now? }
      - { name: go-on, do: Watch }
`,
);
let api: Api;
let ana: Record<string, string>;
let ion: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, plan, 'admin');
  ana = bearer(api.ana);
  ion = bearer((await createKey(api.desk, { plan: 'shop', person: 'ion' }, 'a test')).key);
});
afterAll(() => api.stop());
beforeEach(() => api.pass(1000));

const release = { plan: 'shop', procedure: 'release', answers: { version: '1.2' } };
const start = async () => (await api.post('/api/runs', release)).body.reference as string;
const act = (reference: string, verb: string, body: object, headers: Record<string, string> = ion) =>
  api.post(`/api/runs/${reference}/${verb}`, body, headers);
const statuses = ({ body }: { body: { status: string; steps: readonly { status: string }[] } }) => [
  body.status,
  ...body.steps.map(({ status }) => status),
];

test('it begins once for each key, says where it is, and what it asks must be answered', async () => {
  const key = { 'idempotency-key': 'release-1.2' };
  const first = await api.post('/api/runs', release, key);
  const again = await api.post('/api/runs', release, key);
  expect([first.status, again.status, again.body.reference]).toEqual([201, 200, first.body.reference]);
  expect(first.headers.get('location')).toBe(`/api/runs/${first.body.reference}`);
  expect((await api.get(first.headers.get('location')!)).body).toEqual(again.body);
  const other = await api.post('/api/runs', { ...release, answers: { version: '1.3' } }, key);
  expect(other.status).toBe(422);
  const without = await api.post('/api/runs', { ...release, answers: {} });
  expect([without.status, without.body.errors[0]]).toMatchObject([422, { pointer: '/answers/version' }]);
});

test('a run is carried out from its first line to its last decision', async () => {
  const reference = await start();
  expect(statuses(await act(reference, 'tick', { step: 'list', item: 1, note: 'Read twice' }))[1]).toBe('ready');
  await act(reference, 'tick', { step: 'list', item: 1, untick: true });
  await act(reference, 'tick', { step: 'list', item: 1, link: 'https://shop.example/proof' });
  expect(statuses(await act(reference, 'tick', { step: 'list', item: 2 }))).toEqual([
    'running',
    'done',
    'ready',
    'waiting',
    'waiting',
  ]);
  const own = await act(reference, 'approve', { step: 'agree' });
  expect([own.status, own.body.detail]).toMatchObject([409, expect.stringContaining('somebody else')]);
  expect(statuses(await act(reference, 'approve', { step: 'agree', note: 'Fine' }, ana))[2]).toBe('done');
  await act(reference, 'take', { step: 'go' });
  await act(reference, 'answer', { step: 'go', text: 'Yes' });
  expect(statuses(await act(reference, 'done', { step: 'go-on' }))).toEqual(['done', 'done', 'done', 'done', 'done']);
  const { items } = (await api.get(`/api/runs/${reference}/events`)).body;
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(
    expect.arrayContaining(['run-started', 'ticked', 'unticked', 'approved', 'taken', 'answered', 'run-done']),
  );
  expect(items.find(({ data }: { data: object }) => 'item' in data)).toMatchObject({
    by: 'ion',
    text: { note: 'Read twice' },
  });
});

test('it is paused until an instant, taken up again, undone and cancelled', async () => {
  const reference = await start();
  await act(reference, 'done', { step: 'list' });
  const until = new Date(api.desk.now() + hour).toISOString();
  expect((await act(reference, 'pause', { reason: 'Lunch', until })).body).toMatchObject({ pausedUntil: until });
  expect((await act(reference, 'approve', { step: 'agree' }, ana)).status).toBe(409);
  api.pass(2 * hour);
  await advanceRun(api.desk, reference);
  expect((await api.get(`/api/runs/${reference}`)).body.status).toBe('running');
  await act(reference, 'pause', { reason: 'Lunch' });
  expect((await act(reference, 'resume', {})).body.status).toBe('running');
  expect(statuses(await act(reference, 'undo', { reason: 'A mistake' })).slice(0, 2)).toEqual(['undoing', 'undoing']);
  expect(statuses(await act(reference, 'done', { step: 'list' })).slice(0, 2)).toEqual(['undone', 'undone']);
  expect((await act(reference, 'cancel', { reason: 'Too late' })).status).toBe(409);
  expect((await act(await start(), 'cancel', { reason: 'No' })).body.status).toBe('cancelled');
});

test('what fails can be tried again or skipped, what is refused or decided against ends it', async () => {
  const reference = await start();
  expect((await act(reference, 'fail', { step: 'list', reason: 'It tore' })).body.status).toBe('failed');
  expect(statuses(await act(reference, 'retry', { step: 'list' })).slice(0, 2)).toEqual(['running', 'ready']);
  await act(reference, 'fail', { step: 'list', reason: 'It tore' });
  expect(statuses(await act(reference, 'skip', { step: 'list', reason: 'No paper' })).slice(0, 3)).toEqual([
    'running',
    'skipped',
    'ready',
  ]);
  expect((await act(reference, 'refuse', { step: 'agree', reason: 'Not today' }, ana)).body.status).toBe('failed');
  await act(reference, 'skip', { step: 'agree', reason: 'She has gone home' });
  const no = await act(reference, 'answer', { step: 'go', text: 'No', goOn: false });
  expect(no.body.status).toBe('cancelled');
});

test('an act is done once for each key, and the key does for no other', async () => {
  const reference = await start();
  const key = { ...ion, 'idempotency-key': 'one' };
  const body = { step: 'list', item: 1 };
  expect((await act(reference, 'tick', body, key)).status).toBe(200);
  expect((await act(reference, 'tick', body, key)).status).toBe(200);
  expect((await act(reference, 'tick', { step: 'list', item: 2 }, key)).status).toBe(422);
  const { items } = (await api.get(`/api/runs/${reference}/events`)).body;
  expect(items.filter(({ kind }: { kind: string }) => kind === 'ticked')).toHaveLength(1);
});

test('what does not fit is refused with what would, and changes nothing', async () => {
  const reference = await start();
  const before = (await api.get(`/api/runs/${reference}`)).body;
  for (const [verb, body, status, words] of [
    ['done', { step: 'nothing' }, 409, 'it has list, agree, go, go-on'],
    ['done', { step: 'agree' }, 409, 'it is waiting'],
    ['tick', { step: 'list', item: 3 }, 409, 'it has 2'],
    ['tick', { step: 'list', item: 0 }, 422, '/item'],
    ['tick', { step: 'list', item: 1, link: 'javascript:alert(1)' }, 422, '/link'],
    ['tick', { step: 'list', items: 1 }, 422, '/item'],
    ['answer', { step: 'list', text: 'Yes' }, 409, 'decide'],
    ['skip', { step: 'list' }, 422, '/reason'],
    ['pause', { reason: 'x', until: '2020-01-01T00:00:00Z' }, 409, 'over'],
    ['retry', { step: 'list' }, 409, 'it is ready'],
  ] as const) {
    const answer = await act(reference, verb, body);
    expect([verb, answer.status, JSON.stringify(answer.body)]).toEqual([verb, status, expect.stringContaining(words)]);
  }
  const { version: _v, ...after } = (await api.get(`/api/runs/${reference}`)).body;
  expect(after).toMatchObject({ status: before.status, steps: before.steps });
  const broken = await api.request('POST', `/api/runs/${reference}/take`, {
    body: '{',
    headers: { ...ion, 'content-type': 'application/json' },
  });
  expect(broken.status).toBe(400);
});

test('people of another plan find neither runs nor procedures', async () => {
  const reference = await start();
  const stranger = bearer(api.stranger);
  expect((await api.get(`/api/runs/${reference}`, stranger)).status).toBe(404);
  expect((await act(reference, 'take', { step: 'list' }, stranger)).status).toBe(404);
  expect((await api.get('/api/runs', stranger)).body.items).toEqual([]);
  expect((await api.get('/api/runs/SHO-R9999/jobs')).status).toBe(404);
  const names = (await api.get('/api/procedures', stranger)).body.items.map(({ plan: one }: { plan: string }) => one);
  expect(names).not.toContain('shop');
});

test('runs are listed page by page, the newest first', async () => {
  const reference = await start();
  const first = (await api.get('/api/runs?plan=shop&limit=2')).body;
  expect(first.items[0].reference).toBe(reference);
  const second = (await api.get(`/api/runs?plan=shop&limit=2&cursor=${first.next}`)).body;
  const all = [...first.items, ...second.items].map((run: { reference: string }) => run.reference);
  expect(new Set(all).size).toBe(4);
  const done = (await api.get('/api/runs?plan=shop&status=done')).body.items;
  expect(done.map(({ status }: { status: string }) => status)).toEqual(['done']);
});
