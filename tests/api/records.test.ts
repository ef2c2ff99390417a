/** What a ticket records, over HTTP: fields that the plan declares, categories that say the rest, runbooks and articles. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const chapters = `categories:
  billing: { title: Bills, type: task, severity: P3, runbook: bills, article: paying }
  network: { title: Network }
fields:
  order: { title: Which order, type: text, types: incident, required: true }
  since: { type: date }
runbooks: { bills: { title: What to do about bills, file: runbooks/shop/bills.md }, gone: runbooks/shop/gone.md }
articles: { paying: articles/shop/paying.md }
`;
const texts = { 'runbooks/shop/bills.md': '# Bills <b>', 'articles/shop/paying.md': '# Paying' };

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => `${text}${chapters}`),
    'admin',
    { texts },
  );
});
afterAll(() => api.stop());

const requester = { email: 'joe@acme.example' };

describe('fields', () => {
  test('are kept in one form and shown', async () => {
    const { status, body } = await api.opens({ fields: { order: 4711, since: '2027-03-01T10:00:00Z' } });
    expect([status, body.fields]).toEqual([201, { order: '4711', since: '2027-03-01' }]);
    expect((await api.get(`/api/incidents/${body.reference}`)).body.fields).toEqual(body.fields);
  });

  test.each([
    ['one that there is not', { ordr: 'x' }, '/fields/ordr', 'they have order, since.'],
    ['a wrong value', { order: 'x', since: 'soon' }, '/fields/since', 'must be a date such as 2027-03-01.'],
  ])('%s is refused where it stands', async (_, fields, pointer, sentence) => {
    const { status, body } = await api.opens({ fields });
    expect([status, body.errors]).toEqual([422, [{ pointer }]]);
    expect(body.detail).toContain(sentence);
  });

  test('a missing one is asked of a person and of a requester, never of a machine', async () => {
    const missing = 'A ticket of the type "incident" needs these fields: order (Which order).';
    const asked = await api.opens({ requester });
    expect([asked.status, asked.body.detail]).toEqual([422, missing]);
    expect((await api.opens({}, bearer(api.ana))).body.detail).toBe(missing);
    expect((await api.opens({})).status).toBe(201);
  });

  test('what was refused left nothing behind', async () => {
    const before = await api.incidents();
    await api.opens({ requester });
    expect(await api.incidents()).toBe(before);
  });
});

describe('a category', () => {
  const report = { plan: 'shop', title: 'A bill is wrong' };
  test('says type and severity where the report does not', async () => {
    const { status, body } = await api.post('/api/incidents', { ...report, category: 'billing' });
    expect([status, body.type, body.severity, body.category]).toEqual([201, 'task', 'P3', 'billing']);
  });

  test('and without any the severity is missed', async () => {
    const { status, body } = await api.post('/api/incidents', { ...report, category: 'network' });
    expect([status, body.errors]).toEqual([422, [{ pointer: '/severity' }]]);
    expect(body.detail).toContain('say one of P1, P2, P3, P4, or name a category that gives one: billing.');
  });

  test('that there is not is refused, at opening and at triage', async () => {
    expect((await api.opens({ category: 'bills' })).body.errors).toEqual([{ pointer: '/category' }]);
    const { reference } = (await api.opens({})).body;
    const { status, body } = await api.does(reference, 'triage', { category: 'bills' });
    expect([status, body.detail]).toEqual([
      422,
      'There is no category "bills" in this plan: it is one of billing, network.',
    ]);
  });

  test('brings its runbook and its article, whose texts can be read', async () => {
    const { body } = await api.opens({ category: 'billing', type: 'task' });
    expect([body.runbooks, body.articles]).toEqual([
      [{ name: 'bills', title: 'What to do about bills', href: '/api/plans/shop/versions/2/runbooks/bills' }],
      [{ name: 'paying', title: 'paying', href: '/api/plans/shop/versions/2/articles/paying' }],
    ]);
    expect((await api.get(body.runbooks[0].href, bearer(api.ana))).body).toEqual({
      name: 'bills',
      title: 'What to do about bills',
      file: 'runbooks/shop/bills.md',
      text: '# Bills <b>',
    });
    expect((await api.get(body.runbooks[0].href, bearer(api.stranger))).status).toBe(404);
  });
});

test.each([
  ['runbooks/none', 'There is no runbook none in version 2 of shop.'],
  ['articles/constructor', 'There is no article constructor in version 2 of shop.'],
  ['runbooks/gone', 'The text of the runbook gone, runbooks/shop/gone.md, was not beside version 2 of shop.'],
])('%s is not there', async (path, sentence) => {
  const { status, body } = await api.get(`/api/plans/shop/versions/2/${path}`);
  expect([status, body.detail]).toEqual([404, sentence]);
});
