/** Who acts says which version they mean: nobody undoes what they have not seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bearer, startApi } from './support.ts';
import type { Answer, Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const opened = async (): Promise<string> => (await api.opens()).body.reference;
const tag = ({ headers }: Answer) => headers.get('etag');
const status = async (ask: Promise<Answer>) => (await ask).status;
const statuses = (all: readonly Answer[]) => all.map((one) => one.status).toSorted((a, b) => a - b);
const kinds = async (reference: string): Promise<string[]> =>
  (await api.get(`/api/incidents/${reference}/events`)).body.items.map(({ kind }: { kind: string }) => kind);

describe('the ETag', () => {
  test('is the version, when it is opened, read, and after an act', async () => {
    const first = await api.opens();
    const path = `/api/incidents/${first.body.reference}`;
    const read = tag(await api.get(path));
    const then = await api.does(first.body.reference, 'start');
    expect([tag(first), read, tag(then)]).toEqual(['"1"', '"1"', '"2"']);
    expect(then.body.version).toBe(2);
  });
  test('spares who has it the body', async () => {
    const reference = await opened();
    const path = `/api/incidents/${reference}`;
    expect(await api.get(path, { 'if-none-match': '"1"' })).toMatchObject({ status: 304, body: '' });
    await api.does(reference, 'start');
    expect(await status(api.get(path, { 'if-none-match': '"1"' }))).toBe(200);
  });
});

describe('If-Match', () => {
  const starts = async (header: string) => {
    const reference = await opened();
    return { reference, answer: await api.does(reference, 'start', {}, { 'if-match': header }) };
  };
  test.each(['"1"', '*', '"7", "1"', '"1",', 'W/"7","1"', '"a,b", "1"'])(
    'lets pass what it names: %s',
    async (header) => expect((await starts(header)).answer.status).toBe(200),
  );
  test.each(['"2"', 'W/"1"', '""', '"1x"', '"01"', '"2", W/"1"'])('stops what it does not name: %s', async (header) => {
    const { reference, answer } = await starts(header);
    expect(answer).toMatchObject({
      status: 412,
      type: 'application/problem+json',
      body: { title: 'Changed meanwhile' },
    });
    expect(await kinds(reference)).not.toContain('started');
  });
  test.each(['1', '"1', '* "1"', '"1" "2"', 'w/"1"'])('that is none is refused: %s', async (header) => {
    const { answer } = await starts(header);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/if-match' }] } });
  });
  test('says what happened, by whom, and what to do', async () => {
    const reference = await opened();
    await api.does(reference, 'start', {}, bearer(api.ana));
    const { body } = await api.does(reference, 'resolve', { note: 'x' }, { 'if-match': '"1"' });
    expect(body.detail).toMatch(
      /^SHO-\d+ has version 2 by now; .* “started”, by ana\. Nothing was done\. Read it again/,
    );
  });
  test('counts what Guardia itself did', async () => {
    const reference = await opened();
    await api.does(reference, 'start');
    api.pass(2 * 3_600_000);
    await api.does(reference, 'comment', { text: 'x' });
    expect(await status(api.does(reference, 'resolve', { note: 'x' }, { 'if-match': '"2"' }))).toBe(412);
  });
  test('of an act that is sent again does not stand in its own way', async () => {
    const reference = await opened();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'again' };
    const twice = [await api.does(reference, 'start', {}, headers), await api.does(reference, 'start', {}, headers)];
    expect(twice.map((one) => [one.status, tag(one)])).toEqual([
      [200, '"2"'],
      [200, '"2"'],
    ]);
  });
  test('on what is not there is 404, and on what is impossible the version is told first', async () => {
    expect(await status(api.does('SHO-99999', 'start', {}, { 'if-match': '"1"' }))).toBe(404);
    const reference = await opened();
    expect(await status(api.does(reference, 'resume', {}, { 'if-match': '"2"' }))).toBe(412);
    expect(await status(api.does(reference, 'resume', {}, { 'if-match': '"1"' }))).toBe(409);
  });
});

describe('at once', () => {
  const contradictions: [string, string, object][] = [
    ['resolve', 'hold', { reason: 'x' }],
    ['resolve', 'resolve', { note: 'y' }],
    ['hold', 'resolve', { note: 'y' }],
  ];
  const bodies: Record<string, object> = { resolve: { note: 'x' }, hold: { reason: 'x' } };
  test.each(contradictions)('%s and %s of the same version: one wins, the other is told', async (one, other, body) => {
    for (let round = 0; round < 5; round += 1) {
      const reference = await opened();
      const headers = { 'if-match': tag(await api.does(reference, 'start'))! };
      const both = await Promise.all([
        api.does(reference, one, bodies[one], headers),
        api.does(reference, other, body, headers),
      ]);
      expect(statuses(both)).toEqual([200, 412]);
      expect(await kinds(reference)).toHaveLength(4);
    }
  });
  test('without a version the rules decide: of 10 that resolve one does, of 10 that start one does', async () => {
    const reference = await opened();
    for (const [verb, body] of [
      ['start', {}],
      ['resolve', { note: 'x' }],
    ] as const) {
      const all = await Promise.all(Array.from({ length: 10 }, () => api.does(reference, verb, body)));
      expect(statuses(all)).toEqual([200, ...Array<number>(9).fill(409)]);
    }
  });
  test('of 20 comments on one version one is written', async () => {
    const reference = await opened();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        api.does(reference, 'comment', { text: `${index}` }, { 'if-match': '"1"' }),
      ),
    );
    expect(statuses(all)).toEqual([200, ...Array<number>(19).fill(412)]);
  });
});
