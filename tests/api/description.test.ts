/** The OpenAPI document is complete: every route, every parameter, and every status that can be answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createWeb } from '../../web/app.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { readonly content?: object; readonly headers?: object }>>;
}

let api: Api;
let all: readonly Operation[];
beforeAll(async () => {
  api = await startApi();
  const { paths } = (await api.get('/api/openapi.json', { authorization: '' })).body;
  all = Object.entries<Record<string, object>>(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => ({ ...(one as Operation), name: `${method} ${path}`, method, path })),
  );
});
afterAll(() => api.stop());

/** The names of those that lack something. */
const lacking = (which: (one: Operation) => boolean, has: (one: Operation) => boolean): string[] => {
  const asked = all.filter(which);
  expect(asked.length).toBeGreaterThan(0);
  return asked.filter((one) => !has(one)).map(({ name }) => name);
};
const answers =
  (...statuses: number[]) =>
  ({ responses }: Operation): boolean =>
    statuses.every((status) => responses[status] !== undefined);
const takes =
  (header: string) =>
  ({ parameters = [] }: Operation): boolean =>
    parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === header);
const isClosed = ({ security }: Operation) => security === undefined;
const isPost = ({ method }: Operation) => method === 'post';
const isAct = ({ name }: Operation) => /^post \/api\/incidents\/\{reference\}\/[\w-]+$/.test(name);

/** What clients of others send, in their own forms and answered in them. */
const foreign = /^post \/(hooks\/|v2\/)|\/ping\/\{key\}\/$/;

test('every route of the app is described but pages, and none that is not there', () => {
  const named = ({ method, path }: { method: string; path: string }) =>
    `${method.toLowerCase()} ${path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`;
  const pages = new Set(createWeb(api.desk).routes.map(named));
  const routes = api.app.routes.filter(({ method }) => method !== 'ALL').map(named);
  const own = new Set(routes.filter((one) => !pages.has(one) && !foreign.test(one) && one !== 'get /api/openapi.json'));
  expect([...own].toSorted()).toEqual(all.map(({ name }) => name).toSorted());
});

describe('each operation', () => {
  const each = () => true;
  test('has a summary', () => expect(lacking(each, ({ summary }) => Boolean(summary))).toEqual([]));
  test('says what it answers when all is well', () =>
    expect(lacking(each, ({ responses }) => Object.keys(responses).some((one) => one.startsWith('2')))).toEqual([]));
  test('has every parameter of its path', () =>
    expect(
      lacking(each, ({ path, parameters = [] }) =>
        [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) =>
          parameters.some((one) => one.in === 'path' && one.name === name),
        ),
      ),
    ).toEqual([]));
  test('refuses as RFC 9457 says', () =>
    expect(
      lacking(each, ({ responses }) =>
        Object.entries(responses).every(
          ([status, { content = {} }]) => Number(status) < 400 || 'application/problem+json' in content,
        ),
      ),
    ).toEqual([]));
});

describe('can answer', () => {
  test('401, 403, 429 and 503 wherever a key is needed', () =>
    expect(lacking(isClosed, answers(401, 403, 429, 503))).toEqual([]));
  test('404 wherever the path names something', () =>
    expect(lacking(({ path }) => path.includes('{'), answers(404))).toEqual([]));
  test('400, 413, 415 and 422 wherever there is a body', () =>
    expect(lacking(({ requestBody }) => requestBody !== undefined, answers(400, 413, 415, 422))).toEqual([]));
  test('422 wherever there is a parameter', () =>
    expect(lacking(({ parameters = [] }) => parameters.length > 0, answers(422))).toEqual([]));
  test('409 and 412 on every act', () => expect(lacking(isAct, answers(409, 412))).toEqual([]));
});

/** Made once by nature: a key that is made is shown once and never kept; a revoked one stays revoked. */
const onceAnyway = ['post /api/keys', 'post /api/keys/{id}/revoke'];
test('every POST takes an Idempotency-Key', () =>
  expect(
    lacking(
      (one) => isPost(one) && one.security === undefined && !onceAnyway.includes(one.name),
      takes('idempotency-key'),
    ),
  ).toEqual([]));

test('every act takes If-Match', () => expect(lacking(isAct, takes('if-match'))).toEqual([]));

test('whatever answers one incident says its ETag', () =>
  expect(
    lacking(
      (one) => isAct(one) || (/incidents(\/\{reference\})?$/.test(one.path) && one.name !== 'get /api/incidents'),
      ({ responses }) => Object.keys(responses[200]?.headers ?? {}).includes('etag'),
    ),
  ).toEqual([]));

test('what each answers is told property by property', () => {
  const bare = JSON.stringify({ type: 'object', additionalProperties: {} });
  expect(
    lacking(
      () => true,
      ({ responses }) => !JSON.stringify(responses).includes(`"items":{"type":"array","items":${bare}`),
    ),
  ).toEqual([]);
});
