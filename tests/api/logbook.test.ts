/** One record of what was changed and what has happened: read from what Guardia did, and from what people and their tools write down. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { brokenAt, eventsOf } from '../../db/events.ts';
import { addEvents } from '../../db/retention.ts';
import { createKey } from '../../services/access/keys.ts';
import { startRun } from '../../services/procedure/start.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { carry } from '../services/carry.ts';
import { admin, hour } from '../services/support.ts';
import { visitor } from '../support/visitor.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const add = (more: object = {}, headers: Record<string, string> = {}) =>
  api.post('/api/logbook', { plan: 'shop', kind: 'deployment', title: 'Release 2.3', ...more }, headers);
const read = async (query = '', headers: Record<string, string> = {}) =>
  (await api.get(`/api/logbook?${query}`, headers)).body;
const titles = async (query = '', headers = {}) =>
  (await read(query, headers)).items.map(({ title, what }: { title: string; what: string }) => `${what}: ${title}`);

test('incidents, versions of the plan, keys, degraded mode and what is written down stand in it, the newest first', async () => {
  const { body } = await api.opens({ title: 'The till is down' });
  await api.does(body.reference, 'resolve', { note: 'Restarted' });
  await applyPlan(
    api.desk,
    shopPlan((text) => text.replace('title: App', 'title: The app')),
    'ana',
  );
  await createKey(api.desk, { plan: 'shop', person: 'ion' }, 'deployer');
  await api.post('/api/services/app/degraded', { plan: 'shop', reason: 'Slow' });
  await add({ reference: 'v2.3.0', service: 'app', text: 'With the new till' });
  const { items } = await read('plan=shop');
  expect(items.slice(0, 6).map(({ kind, title }: { kind: string; title: string }) => `${kind}: ${title}`)).toEqual([
    'deployment: Release 2.3',
    'degraded: app runs only partly',
    'configuration: Key of ion (deployer) made',
    'configuration: Version 2 of the plan is in force',
    'incident: The till is down',
    'incident: The till is down',
  ]);
  expect(items[0]).toMatchObject({ reference: 'v2.3.0', service: 'app', by: 'admin', text: 'With the new till' });
  expect(items[3]).toMatchObject({
    by: 'ana',
    changes: [{ path: 'services.app.title', sentence: expect.any(String) }],
  });
  expect(items[4]).toMatchObject({ what: 'resolved', reference: body.reference, severity: 'P1', text: 'Restarted' });
  expect(await titles('plan=shop&kind=degraded')).toEqual(['degraded: app runs only partly']);
  expect(await titles('plan=shop&service=app')).toEqual(['logged: Release 2.3', 'degraded: app runs only partly']);
});

test('it is found by words, with or without accents, by the beginning of one, and by what it is called elsewhere', async () => {
  await add({ kind: 'note', title: 'Certificado de Córdoba renovado', reference: 'abc1234' });
  await api.opens({ title: 'Impresora averiada' });
  for (const q of ['cordoba', 'CÓRD', '"certificado de cordoba"', 'abc1234', 'certificado -madrid'])
    expect(await titles(`q=${encodeURIComponent(q)}`)).toEqual(['logged: Certificado de Córdoba renovado']);
  expect(await titles('q=impresora')).toEqual(['opened: Impresora averiada']);
  expect(await titles('q=v2.3.0')).toEqual(['logged: Release 2.3']);
  expect(await titles('q=deployer')).toEqual(['made: Key of ion (deployer) made']);
  expect(await titles(`q=${encodeURIComponent("'); drop table event; --")}`)).toEqual([]);
});

test('page after page it is whole, also where much is of one instant', async () => {
  const at = new Date(api.desk.now() - hour).toISOString();
  for (const number of [1, 2, 3, 4, 5]) await add({ title: `At once ${number}`, at });
  const whole = await titles('limit=200');
  const pages: string[] = [];
  for (let cursor = ''; ;) {
    const { items, next } = await read(`limit=3${cursor}`);
    pages.push(...items.map(({ title, what }: { title: string; what: string }) => `${what}: ${title}`));
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  expect(pages).toEqual(whole);
  const span = `from=${at}&until=${new Date(Date.parse(at) + 1).toISOString()}`;
  expect(await titles(`${span}&kind=deployment`)).toHaveLength(5);
});

test('the same key is the same entry, written once into a chain that shows what was changed in it', async () => {
  const first = await add({ title: 'Once' }, { 'idempotency-key': 'build-7' });
  const again = await add({ title: 'Once' }, { 'idempotency-key': 'build-7' });
  expect([first.status, again.body]).toEqual([201, first.body]);
  expect((await add({ title: 'Twice' }, { 'idempotency-key': 'build-7' })).status).toBe(422);
  expect(await titles('q=once&kind=deployment')).toHaveLength(1 + 5);
  await Promise.all(Array.from({ length: 8 }, (_, index) => add({ kind: 'note', title: `Beside ${index}` })));
  const events = await eventsOf(api.db, 'logbook:shop');
  expect([brokenAt(events), new Set(events.map(({ seq }) => seq)).size]).toEqual([undefined, events.length]);
  expect(brokenAt(events.with(2, { ...events[2]!, data: { ...events[2]!.data, kind: 'note' } }))).toBe(3);
});

test('what only some may see is not there for others, nor is another plan’s', async () => {
  const hidden = (text: string) =>
    text.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: ion } }');
  await applyPlan(
    api.desk,
    shopPlan((text) => hidden(`${text}logbook: { records: [Deployments, Certificates] }\n`)),
    'admin',
  );
  await api.opens({ title: 'Somebody broke in', type: 'security' });
  const as = async (person: string) => bearer((await createKey(api.desk, { plan: 'shop', person }, 'x')).key);
  expect(await titles('q=broke', await as('ion'))).toEqual(['opened: Somebody broke in']);
  expect(await titles('q=broke', await as('ana'))).toEqual([]);
  const all = await read('limit=200', bearer(api.stranger));
  expect(new Set(all.items.map(({ plan }: { plan: string }) => plan))).toEqual(new Set(['stall']));
  expect((await add({}, bearer(api.stranger))).status).toBe(422);
});

test('procedures stand in it from their beginning to their end, backups as such; of a hidden ticket only for who may see it', async () => {
  const plan = shopPlan(
    (text) =>
      `${text.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: ion } }')}procedures: { swap: { title: Swap disks, steps: [{ degraded: on }] } }\nlogbook: { records: [Deployments, Certificates] }\n`,
  );
  await applyPlan(api.desk, plan, 'admin');
  const { body } = await api.opens({ title: 'Broken in', type: 'security' });
  for (const incident of [undefined, body.reference]) {
    const { reference } = await startRun(api.desk, admin, { plan: 'shop', procedure: 'swap', incident }, null);
    expect(await carry(api.desk, reference)).toBe('done');
  }
  expect(await titles('kind=procedure&q=disk')).toEqual([
    'run-done: Swap disks',
    'run-started: Swap disks',
    'run-done: Swap disks',
    'run-started: Swap disks',
  ]);
  const ana = bearer((await createKey(api.desk, { plan: 'shop', person: 'ana' }, 'x')).key);
  expect(await titles('kind=procedure', ana)).toHaveLength(2);
  expect(await titles('kind=backup')).toEqual([]);
  const gone = { key: 'let-go:7', kind: 'let go', at: api.desk.now(), dueAt: null, by: null, text: {}, notify: [] };
  const event = { ...gone, data: { copy: 7, why: 'daily' } };
  await api.db.transaction().execute((tx) => addEvents(tx, 'backup:shop/database', [event]));
  expect(await titles('kind=backup&q=database')).toEqual(['let go: Copy 7 of database is kept no longer']);
});

test('what cannot be is refused where it is', async () => {
  for (const [body, pointer] of [
    [{ title: ' ' }, '/title'],
    [{ kind: 'incident' }, '/kind'],
    [{ service: 'ap' }, '/service'],
    [{ at: '2099-01-01T00:00:00Z' }, '/at'],
  ] as const)
    expect(JSON.stringify((await add(body)).body)).toContain(pointer);
  for (const query of ['cursor=x', 'kind=x', 'from=yesterday', 'limit=0'])
    expect((await api.get(`/api/logbook?${query}`)).status).toBe(422);
});

test('in the console it is narrowed by a form, without a script', async () => {
  const browser = visitor({ app: api.app, settled: () => Promise.resolve() });
  await browser.signIn(api.admin);
  const page = await browser.get('/logbook?kind=configuration&q=deployer');
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('Key of ion (deployer) made')]);
  await Promise.all(Array.from({ length: 30 }, (_, index) => add({ title: `More ${index}` })));
  expect((await browser.get('/logbook')).text).toMatch(/href="\/logbook\?cursor=/);
  expect((await browser.get('/logbook?plan=shop')).text).toContain('wants written down: Deployments, Certificates.');
  expect((await browser.get('/logbook?kind=x')).status).toBe(422);
});
