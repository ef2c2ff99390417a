/** Files that show that a step was done are kept with it, once, and given back to whoever may see the run, as nothing but files. */
import { createHash } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { brokenAt, eventsOf } from '../../db/events.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { evidenceLimits } from '../../services/procedure/evidence.ts';
import { shopPlan } from '../domain/support.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

const megabyte = 1024 * 1024;
const plan = shopPlan(
  (text) => `${text}procedures:
  audit: { owner: ana, steps: [{ name: look, do: [Accounts, Keys] }, { name: after, do: Rest }] }
`,
);
let api: Api;
let run: string;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, plan, 'admin');
});
afterAll(() => api.stop());
beforeEach(async () => {
  run = (await api.post('/api/runs', { plan: 'shop', procedure: 'audit' })).body.reference;
});

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');
const act = (verb: string, body: object, key: string = crypto.randomUUID()) =>
  api.post(`/api/runs/${run}/${verb}`, { step: 'look', ...body }, { 'idempotency-key': key });
const files = async () => (await api.get(`/api/runs/${run}`)).body.files;
const report = { name: 'C:\\audits\\Informe «2027».html', type: 'text/html', content: base64('<script>1</script>') };

test('what was given with a tick is listed with it, and saved as a file that no browser runs', async () => {
  const ticked = await act('tick', { item: 1, files: [report, { name: 'list.txt', content: base64('ana\n') }] });
  expect(ticked.status, JSON.stringify(ticked.body)).toBe(200);
  const [first, second] = await files();
  expect(first).toMatchObject({ step: 'look', name: 'Informe «2027».html', type: 'text/html', size: 18 });
  expect(second).toMatchObject({ name: 'list.txt', type: 'application/octet-stream', size: 4 });
  const answer = await api.get(first.href);
  expect([answer.status, answer.body]).toEqual([200, '<script>1</script>']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /),
    'x-content-type-options': 'nosniff',
  });
});

test('its event says what proves it, and the chain of events holds', async () => {
  await act('done', { note: 'All', files: [{ name: 'a.txt', content: base64('a') }] });
  const events = await eventsOf(api.db, `run:${run}`);
  const digest = createHash('sha256').update('a').digest('hex');
  const done = events.find(({ kind }) => kind === 'step-done')!;
  expect(done.text).toEqual({ note: 'All', files: `a.txt sha256:${digest}` });
  expect(await files()).toMatchObject([{ event: done.key, digest }]);
  expect(brokenAt(events)).toBeUndefined();
});

test('the same key with the same file is once, with another one it is refused', async () => {
  const asked = { item: 1, files: [{ name: 'a.txt', content: base64('a') }] };
  expect((await act('tick', asked, 'same')).status).toBe(200);
  expect((await act('tick', asked, 'same')).status).toBe(200);
  const other = await act('tick', { item: 1, files: [{ name: 'a.txt', content: base64('b') }] }, 'same');
  expect([other.status, await files()]).toEqual([422, [expect.objectContaining({ name: 'a.txt' })]]);
});

test('of an act that is refused nothing is kept', async () => {
  const refused = await act('tick', { item: 7, files: [report] });
  expect([refused.status, await files()]).toEqual([409, []]);
});

test.each([
  ['a file of more than 5 MB', [5 * megabyte + 1], 422],
  ['more than 10 MB together', [5 * megabyte, 5 * megabyte, 1], 422],
  ['more than 10 of them', Array<number>(11).fill(1), 422],
  ['a body larger than all of them could be', [9 * megabyte, 9 * megabyte], 413],
])('%s is refused with a sentence', async (_, sizes, status) => {
  const all = sizes.map((size, index) => ({ name: `${index}`, content: base64(Buffer.alloc(size)) }));
  const answer = await act('tick', { item: 1, files: all });
  expect([answer.status, await files()]).toEqual([status, []]);
  expect(answer.body.detail).toMatch(/MB|KB|10/);
});

test('as large as may be it is kept as it was', async () => {
  const content = Buffer.alloc(evidenceLimits.fileBytes, 'é');
  expect((await act('tick', { item: 1, files: [{ name: 'a', content: base64(content) }] })).status).toBe(200);
  const [one] = await files();
  expect(one).toMatchObject({ size: content.length, digest: createHash('sha256').update(content).digest('hex') });
});

test.each(['%%%', 'a', 'ab=c'])('what is not base64 (%s) is refused', async (content) =>
  expect((await act('tick', { item: 1, files: [{ name: 'a', content }] })).status).toBe(422),
);

test('who may not see the run has none of it, and another run has none of these', async () => {
  await act('tick', { item: 1, files: [report] });
  const [{ href, id }] = await files();
  expect((await api.get(href, { authorization: `Bearer ${api.stranger}` })).status).toBe(404);
  const other = (await api.post('/api/runs', { plan: 'shop', procedure: 'audit' })).body.reference;
  expect((await api.get(`/api/runs/${other}/files/${id}`)).status).toBe(404);
  expect((await api.get(`/api/runs/${run}/files/${id + 1000}`)).status).toBe(404);
});

test('other acts take none', async () => {
  const answer = await act('skip', { reason: 'No', files: [report] });
  expect(answer.status).toBe(422);
});
