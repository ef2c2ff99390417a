/** Whoever takes a call opens a ticket in the console, with a form that needs no script. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let ana: ReturnType<typeof visitor>;
beforeAll(async () => {
  api = await startApi();
  const plan = shopPlan(
    (text) =>
      `${text}channels: { phone: { title: Telephone } }\nfields: { till: { title: Till, type: number, required: true } }\n`,
  );
  await applyPlan(api.desk, plan, 'admin');
  ana = visitor({ app: api.app, settled: async () => undefined });
  await ana.signIn(api.ana);
});
afterAll(() => api.stop());

const form = {
  plan: 'shop',
  title: 'The <till> is down',
  description: 'Since 9:00.\nIt says 42.',
  severity: 'P2',
  type: 'incident',
  service: 'app',
  name: 'Joe',
  email: 'joe@acme.example',
  channel: 'phone',
  'fields.till': '7',
};

test('the list leads to a form with what the plan lets one choose', async () => {
  expect((await ana.get('/')).text).toContain('href="/incidents/new"');
  const { status, text } = await ana.get('/incidents/new');
  expect(status).toBe(200);
  expect(text).not.toContain('<script');
  for (const choice of ['value="P4"', 'value="security"', '>App</option>', '>Telephone</option>', 'name="fields.till"'])
    expect(text).toContain(choice);
  expect(text).toMatch(/name="title"\s+required/);
});

test('it opens what was written down, once however often it is sent', async () => {
  const { status, headers } = await ana.post('/incidents/new', { ...form, key: 'call-1' });
  expect(status).toBe(303);
  const [reference] = /[A-Z]+-\d+$/.exec(headers.get('location')!)!;
  const { body } = await api.get(`/api/incidents/${reference}`);
  expect(body).toMatchObject({
    title: form.title,
    description: form.description,
    severity: 'P2',
    service: 'app',
    tier: 'gold',
    channel: 'phone',
    requester: { name: 'Joe', email: 'joe@acme.example' },
    fields: { till: 7 },
  });
  expect((await ana.post('/incidents/new', { ...form, key: 'call-1' })).headers.get('location')).toBe(
    headers.get('location'),
  );
  const [opened] = (await api.get(`/api/incidents/${reference}/events`)).body.items;
  expect(opened).toMatchObject({ kind: 'opened', by: 'ana' });
});

test.each([
  [{ title: '' }, '“What is the matter” is empty'],
  [{ severity: '' }, '“Severity” is empty'],
  [{ email: 'joe' }, '“joe” is no e-mail address'],
  [{ 'fields.till': '' }, 'needs these fields: till (Till)'],
  [{ type: 'nothing' }, 'nothing'],
])('what is wrong is said, and what was typed is still there: %j', async (wrong, sentence) => {
  const { status, text } = await ana.post('/incidents/new', { ...form, ...wrong, description: 'typed at length' });
  expect(status).toBe(422);
  expect(text).toContain(sentence);
  expect(text).toContain('typed at length');
});

test('an administrator chooses the plan first; another one’s plan is not there', async () => {
  const admin = visitor({ app: api.app, settled: async () => undefined });
  await admin.signIn(api.admin);
  const { text } = await admin.get('/incidents/new');
  expect(text).toContain('href="/incidents/new?plan=stall"');
  expect((await admin.get('/incidents/new?plan=stall')).text).toContain('value="stall"');
  expect((await ana.post('/incidents/new', { ...form, plan: 'stall' })).status).toBe(422);
});
