/** Plans over HTTP: applied by administrators, read by their own people, every version kept. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { compilePlan } from '../../language/compile.ts';
import { shopText } from '../domain/support.ts';

import { saysSo } from './saying.ts';
import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeEach(async () => void (api = await startApi()));
afterEach(() => api.stop());

const quicker = shopText.replace('P1: { response: 1h', 'P1: { response: 30m');
const quickerChange = { path: 'severities.P1.response', kind: 'changed', sentence: 'P1 response 1h → 30m' };
const apply = (text: string, more: object = {}) => api.post('/api/plans', { text, ...more });

test('a changed plan is a new version, told in words', async () => {
  const { status, body } = await apply(quicker);
  expect([status, body]).toEqual([
    201,
    {
      slug: 'shop',
      title: 'Shop',
      version: 2,
      changed: true,
      dryRun: false,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      changes: [quickerChange],
      findings: expect.any(Array),
    },
  ]);
});

test('the same again is none', async () => {
  await apply(quicker);
  expect(await apply(quicker)).toMatchObject({ status: 200, body: { version: 2, changed: false, changes: [] } });
});

test('a dry run says what would happen, and nothing does', async () => {
  expect(await apply(quicker, { dryRun: true })).toMatchObject({
    status: 200,
    body: { version: 2, changed: true, dryRun: true, changes: [quickerChange] },
  });
  expect((await api.get('/api/plans/shop')).body.version).toBe(1);
});

test('open work is moved where that is asked, and a dry run says what that would do', async () => {
  const { reference } = (await api.opens({ severity: 'P1' })).body;
  const { openedAt } = (await api.get(`/api/incidents/${reference}`)).body;
  const later = (ms: number) => new Date(Date.parse(openedAt) + ms).toISOString();
  const { impact } = (await apply(quicker, { dryRun: true })).body;
  expect(impact).toEqual({
    total: 1,
    unchanged: 0,
    hidden: 0,
    incidents: [
      {
        reference,
        title: 'The till is down',
        severity: 'P1',
        version: 1,
        stays: null,
        unassigned: false,
        clocks: [
          {
            metric: 'response',
            change: 'sooner',
            from: { seconds: 3600 },
            to: { seconds: 1800 },
            dueBefore: later(3_600_000),
            dueAfter: later(1_800_000),
          },
        ],
      },
    ],
  });
  const { status, body } = await apply(quicker, { migrate: true });
  expect([status, body.migration, body.impact]).toEqual([
    201,
    { moved: 1, left: 0, staying: [], hidden: 0 },
    undefined,
  ]);
  expect((await api.get(`/api/incidents/${reference}`)).body.planVersion).toBe(2);
});

test('the one in force is shown as written, without contacts', async () => {
  await apply(quicker);
  const { body } = await api.get('/api/plans/shop', bearer(api.ana));
  expect(body).toMatchObject({
    slug: 'shop',
    title: 'Shop',
    reference: 'SHO',
    version: 2,
    appliedBy: 'admin',
    files: {},
  });
  expect(body.written.severities.P1.response).toBe('30m');
  expect(body.written.people).toEqual({ ana: {}, ion: {}, eva: {} });
  expect(JSON.stringify(body)).not.toContain('ana@shop.example');
});

test('every version is kept, with who applied it, when and what changed', async () => {
  await apply(quicker);
  const { body } = await api.get('/api/plans/shop/versions', bearer(api.ana));
  expect(body.items).toMatchObject([
    { version: 2, appliedBy: 'admin', appliedAt: expect.stringMatching(/Z$/), changes: [quickerChange] },
    { version: 1, changes: [{ kind: 'added', sentence: 'new plan Shop' }] },
  ]);
  expect((await api.get('/api/plans/shop/versions/1')).body.written.severities.P1.response).toBe('1h');
});

test('the texts that a plan names are part of it; others are not', async () => {
  const text = shopText.replace('App }', 'App, description: runbooks/app.md }');
  const files = { 'runbooks/app.md': 'Restart it.', 'other.md': 'Not named.' };
  const [first, again] = [await apply(text, { files }), await apply(text, { files: { ...files, 'other.md': '' } })];
  const edited = await apply(text, { files: { 'runbooks/app.md': 'Look, then restart it.' } });
  expect([first.body.version, again.body.version]).toEqual([2, 2]);
  expect(edited.body).toMatchObject({ version: 3, changes: [{ sentence: 'the text runbooks/app.md is another' }] });
  const { body } = await api.get('/api/plans/shop/versions/3');
  expect(body.files).toEqual({ 'runbooks/app.md': expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('every error in a plan is told with its place', async () => {
  const { status, type, body } = await apply(shopText.replace('escalation: critical', 'escalation: nowhere'), {
    file: 'plans/shop.yaml',
  });
  expect([status, type]).toEqual([422, 'application/problem+json']);
  expect(body.detail).toMatch(/^The plan has 1 error: plans\/shop\.yaml:\d+:\d+ .*nowhere/);
  expect(body.errors).toContainEqual(
    expect.objectContaining({
      pointer: '/text',
      detail: expect.stringContaining('nowhere'),
      file: 'plans/shop.yaml',
      line: expect.any(Number),
      col: expect.any(Number),
      path: 'severities.P1.escalation',
    }),
  );
});

test('what is no error is not among the errors, and these stand in the order of the text', async () => {
  const text = shopText
    .replace('escalation: critical', 'escalation: nowhere')
    .replace('P2: { response: ', 'P2: { colour: red, response: ')
    .replace('email: ana@shop.example', 'email: "${ANA}"');
  const { findings } = compilePlan(text, 'plan.yaml', { env: {}, has: () => true });
  const { body } = await apply(text);
  const lines = body.errors.map(({ line }: { line: number }) => line);
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning', 'note']));
  expect(body.errors.map(({ severity }: { severity: string }) => severity)).toEqual(['error', 'error']);
  expect(lines).toEqual(lines.toSorted((a: number, b: number) => a - b));
});

test('a plan may be larger than other bodies', async () => {
  const comments = `# ${'long '.repeat(200)}\n`.repeat(700);
  expect((await apply(`${comments}${quicker}`)).status).toBe(201);
});

test('a person whose role may apply applies their own plan, and no other one', async () => {
  await apply(shopText.replace('lead: [ana]', 'lead: { members: [ana], may: [work, apply] }'));
  const { status, body } = await api.post('/api/plans', { text: quicker }, bearer(api.ana));
  expect([status, body.changes]).toEqual([201, expect.arrayContaining([quickerChange])]);
  const history = await api.get('/api/plans/shop/versions');
  expect(history.body.items[0].appliedBy).toBe('ana');
  // With that plan nobody may apply any more.
  expect((await api.post('/api/plans', { text: quicker }, bearer(api.ana))).status).toBe(403);

  await apply(shopText.replace('lead: [ana]', 'lead: { members: [ana], may: [work, apply] }'));
  for (const slug of ['stall', 'new']) {
    const other = shopText.replace('plan: shop', `plan: ${slug}`).replace('reference: SHO', 'reference: OTH');
    const refused = await api.post('/api/plans', { text: other }, bearer(api.ana));
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      `You belong to the plan shop; this file is the plan ${slug}.`,
    ]);
  }
});

describe('is refused', () => {
  saysSo(403, 'Not allowed', [
    [
      'to whoever is no administrator',
      () => api.post('/api/plans', { text: quicker }, bearer(api.ana)),
      /administrator/,
    ],
  ]);
  saysSo(404, 'Not found', [
    ['a plan that is not there', () => api.get('/api/plans/nothing'), /no plan nothing/],
    ['the plan of others', () => api.get('/api/plans/stall', bearer(api.ana)), /no plan stall/],
    ['their history', () => api.get('/api/plans/stall/versions', bearer(api.ana)), /no plan stall/],
    ['a slug that cannot be', () => api.get('/api/plans/%00'), /^There is no plan/],
    ['the history of one', () => api.get('/api/plans/%00/versions'), /^There is no plan/],
    ['a version of one', () => api.get('/api/plans/%00/versions/1'), /^There is no version 1/],
    ['a slug that is too long', () => api.get(`/api/plans/${'x'.repeat(201)}`), /^There is no plan x/],
    ['a version that is not there', () => api.get('/api/plans/shop/versions/9'), /no version 9 of shop/],
  ]);
  saysSo(413, 'Too large', [['what no plan needs', () => apply('x'.repeat(9_000_000)), /larger than 8192 KB/]]);
  saysSo(422, 'Not acceptable as it is', [
    ['a body without a text', () => api.post('/api/plans', {}), /^\/text: is missing\.$/, '/text'],
    [
      'a version that is no number',
      () => api.get('/api/plans/shop/versions/one'),
      /^\/version: must be a whole number of at least 1\.$/,
      '/version',
    ],
    ['what is no YAML', () => apply('a: ['), /The plan has \d+ error/, '/text'],
    [
      'the reference of another plan',
      () => apply(shopText.replace('reference: SHO', 'reference: STA')),
      /belongs to the plan stall/,
      '/reference',
    ],
  ]);
});
