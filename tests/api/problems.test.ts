/** Every way in which a request can be wrong, but for what its body says: the status, and what is said about it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { saysSo } from './saying.ts';
import { bearer, report, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let reference: string;
let elsewhere: string;
beforeAll(async () => {
  api = await startApi();
  reference = (await api.opens()).body.reference;
  elsewhere = (await api.opens({ plan: 'stall' })).body.reference;
});
afterAll(() => api.stop());

const raw = (text: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  api.request('POST', '/api/incidents', { body: text, headers });
const acts = (verb: string, body: object, headers?: Record<string, string>) => () =>
  api.does(reference, verb, body, headers);

describe('400', () => {
  saysSo(400, 'Bad request', [
    ['JSON that breaks off', () => raw('{"plan": "shop"'), /^The body is not JSON/],
    ['no JSON at all', () => raw('plan=shop'), /^The body is not JSON/],
  ]);
});

describe('401', () => {
  saysSo(401, 'Not signed in', [
    ['no key', async () => api.get('/api/incidents', { authorization: '' }), /^This needs a key/],
    ['another kind of key', () => api.get('/api/incidents', { authorization: 'Basic abc' }), /^This needs a key/],
    ['a key of another shape', () => api.get('/api/incidents', bearer('nonsense')), /unknown or has been revoked/],
    [
      'a key with a wrong secret',
      () => api.get('/api/incidents', bearer(`${api.ana.slice(0, -4)}AAAA`)),
      /unknown or has been revoked/,
    ],
    [
      'a revoked key',
      async () => {
        const { body } = await api.post('/api/keys', { plan: 'shop', person: 'ion' });
        await api.request('POST', `/api/keys/${body.id}/revoke`);
        return api.get('/api/incidents', bearer(body.key));
      },
      /unknown or has been revoked/,
    ],
    ['an unknown path without a key', () => api.get('/api/nothing', { authorization: '' }), /^This needs a key/],
  ]);
});

describe('403', () => {
  saysSo(403, 'Not allowed', [
    [
      'a person who makes a key for somebody else',
      () => api.post('/api/keys', { person: 'ion' }, bearer(api.ana)),
      /^This needs the permission "admin", which you do not have: administrators only have it\.$/,
    ],
    [
      'a person who makes one for another plan',
      () => api.post('/api/keys', { plan: 'stall', person: 'ana' }, bearer(api.ana)),
      /^You belong to the plan shop: your keys are for it\.$/,
    ],
    [
      'a person who applies a plan',
      () => api.post('/api/plans', { text: 'guardia: 1' }, bearer(api.ana)),
      /^This needs the permission "apply"/,
    ],
  ]);
});

describe('404', () => {
  saysSo(404, 'Not found', [
    ['an unknown incident', () => api.get('/api/incidents/SHO-404'), /^There is no incident SHO-404\.$/],
    ['an act on one', () => api.does('SHO-404', 'acknowledge'), /^There is no incident/],
    ['its timeline', () => api.get('/api/incidents/SHO-404/events'), /^There is no incident/],
    ['its notifications', () => api.get('/api/incidents/SHO-404/notifications'), /^There is no incident/],
    ['one of another plan', () => api.get(`/api/incidents/${elsewhere}`, bearer(api.ana)), /^There is no incident/],
    [
      'an act on one of another plan',
      () => api.does(elsewhere, 'acknowledge', {}, bearer(api.ana)),
      /^There is no incident/,
    ],
    [
      'the timeline of one of another plan',
      () => api.get(`/api/incidents/${elsewhere}/events`, bearer(api.ana)),
      /^There is no incident/,
    ],
    ['an unknown path', () => api.get('/api/nothing'), /^There is nothing at \/api\/nothing\.$/],
    ['an unknown verb', acts('frobnicate', {}), /^There is nothing at/],
    ['an unknown key', () => api.post('/api/keys/000000000000/revoke', {}), /^There is no key 000000000000/],
  ]);
});

describe('405', () => {
  saysSo(405, 'Method not allowed', [
    [
      'a verb that is asked for',
      () => api.get(`/api/incidents/${reference}/acknowledge`),
      /^GET is not possible at .*\/acknowledge: it takes POST\.$/,
    ],
    [
      'an incident that is deleted',
      () => api.request('DELETE', `/api/incidents/${reference}`),
      /it takes GET, HEAD\.$/,
    ],
  ]);
  test('says what is allowed', async () =>
    expect((await api.request('PUT', '/api/incidents')).headers.get('allow')).toBe('GET, HEAD, POST'));
});

describe('409', () => {
  saysSo(409, 'Not possible now', [
    [
      'an impossible act',
      acts('resume', {}),
      /^Cannot resume SHO-\d+: it is received; this is possible while it is on hold\.$/,
    ],
    [
      'reopening beside a duplicate',
      async () => {
        const { body } = await api.opens({ dedupKey: 'one' });
        await api.does(body.reference, 'resolve', { note: 'x' });
        await api.opens({ dedupKey: 'one' });
        return api.does(body.reference, 'reopen', { reason: 'y' });
      },
      /^Cannot reopen .* deduplication key is open/,
    ],
  ]);
});

describe('413', () => {
  saysSo(413, 'Too large', [
    ['1 MB', () => raw(JSON.stringify({ ...report, description: 'x'.repeat(1_000_000) })), /larger than 512 KB/],
    ['1 byte more than 512 KB', () => raw(' '.repeat(512 * 1024 + 1)), /larger than 512 KB/],
  ]);
});

describe('415', () => {
  saysSo(415, 'Wrong kind of content', [
    [
      'a form',
      () => raw('plan=shop', { 'content-type': 'application/x-www-form-urlencoded' }),
      /not as application\/x-www/,
    ],
    ['plain text', () => raw('{}', { 'content-type': 'text/plain' }), /not as text\/plain/],
    ['something that only looks like JSON', () => raw('{}', { 'content-type': 'application/jsonp' }), /jsonp/],
    ['an act', () => api.request('POST', `/api/incidents/${reference}/start`, { body: 'x' }), /text\/plain/],
  ]);
});
