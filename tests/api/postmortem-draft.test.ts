/** A post-mortem can be kept unfinished: one draft for each incident, whoever saves it, and nowhere but in its own table. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const resolved = async (): Promise<string> => {
  const { reference } = (await api.opens()).body;
  await api.does(reference, 'resolve', { note: 'Restarted.' });
  return reference;
};
const save = (reference: string, draft: object, headers: Record<string, string> = {}) =>
  api.request('PUT', `/api/incidents/${reference}/postmortem/draft`, {
    body: JSON.stringify(draft),
    headers: { 'content-type': 'application/json', ...headers },
  });
const read = async (reference: string) => (await api.get(`/api/incidents/${reference}/postmortem`)).body;
const events = async (reference: string) => JSON.stringify((await api.get(`/api/incidents/${reference}/events`)).body);

test('it is shown beside what is written, as a draft, with who saved it; of an action it can know as little as a title', async () => {
  const reference = await resolved();
  const draft = {
    rootCause: 'Perhaps the disk',
    actions: [{ title: 'An alarm' }, { owner: 'eva', due: '2099-03-12' }],
  };
  const answer = await save(reference, draft, bearer(api.ana));
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"']);
  const page = await read(reference);
  expect(answer.body).toEqual(page);
  expect(page).toMatchObject({ writtenAt: null, rootCause: null, actions: [] });
  expect(page.draft).toEqual({ ...draft, version: 1, savedAt: expect.stringMatching(/Z$/), savedBy: 'Ana' });
  expect(page.markdown).toMatch(/\*\*Draft, unfinished: Ana, /);
  expect(page.markdown).toContain('## Root cause\n\nPerhaps the disk');
  expect(page.markdown).toContain('- [ ] An alarm (–)\n- [ ] – (Eva, due 2099-03-12)');
});

test('it changes nothing about the incident, and its words stand in no event', async () => {
  const reference = await resolved();
  const [before, version] = [await events(reference), (await api.get(`/api/incidents/${reference}`)).body.version];
  await save(reference, { lessons: 'Disks fill up' });
  expect(await events(reference)).toBe(before);
  expect((await api.get(`/api/incidents/${reference}`)).body.version).toBe(version);
  expect(JSON.stringify((await api.row(reference)).state)).not.toContain('Disks fill up');
});

test('the last one saved stays, unless a version is asked for', async () => {
  const reference = await resolved();
  await save(reference, { rootCause: 'One', factors: 'Haste' });
  expect((await save(reference, { rootCause: 'Two' })).headers.get('etag')).toBe('"2"');
  expect((await read(reference)).draft).toMatchObject({ rootCause: 'Two', version: 2 });
  expect((await read(reference)).draft).not.toHaveProperty('factors');
  const late = await save(reference, { rootCause: 'Three' }, { 'if-match': '"1"' });
  expect(late).toMatchObject({ status: 412, type: 'application/problem+json' });
  expect(late.body.detail).toContain('admin has saved version 2');
  expect((await read(reference)).draft.rootCause).toBe('Two');
  expect((await save(reference, { rootCause: 'Three' }, { 'if-match': '"2"' })).status).toBe(200);
});

test('emptied it says nothing, but is still the last one saved', async () => {
  const reference = await resolved();
  await save(reference, { rootCause: 'One' });
  expect((await api.request('PUT', `/api/incidents/${reference}/postmortem/draft`)).headers.get('etag')).toBe('"2"');
  const { draft, markdown } = await read(reference);
  expect(draft).toEqual({ version: 2, savedAt: expect.anything(), savedBy: 'admin' });
  expect(markdown).not.toContain('Draft');
  expect((await save(reference, { rootCause: 'Two' }, { 'if-match': '"1"' })).status).toBe(412);
});

test('it is gone once the post-mortem is written, not when that is refused', async () => {
  const reference = await resolved();
  await save(reference, { rootCause: 'The disk' });
  const body = { rootCause: 'The disk', lessons: 'Disks fill up' };
  const actions = [{ title: 'An alarm', owner: 'nobody', due: '2099-03-12' }];
  const refused = await api.does(reference, 'postmortem', { ...body, actions });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/actions/0/owner' }] } });
  expect((await read(reference)).draft).toMatchObject({ rootCause: 'The disk' });
  await api.does(reference, 'postmortem', body);
  expect((await read(reference)).draft).toBeNull();
  expect(await api.db.selectFrom('postmortem_draft').where('reference', '=', reference).execute()).toEqual([]);
});

test('it is refused where no post-mortem is owed, to who may not see the incident, and where it could never be one', async () => {
  const { reference: open } = (await api.opens()).body;
  expect((await save(open, { rootCause: 'x' })).status).toBe(409);
  const reference = await resolved();
  expect((await save(reference, { rootCause: 'x' }, bearer(api.stranger))).status).toBe(404);
  expect((await save('SHO-999', { rootCause: 'x' })).status).toBe(404);
  for (const wrong of [{ why: 'x' }, { rootCause: '' }, { actions: [{ due: 'soon' }] }, { runbooks: 'disk' }])
    expect((await save(reference, wrong)).status).toBe(422);
  expect((await read(reference)).draft).toBeNull();
});
