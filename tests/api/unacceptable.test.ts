/** What can be read but not accepted: each answer says what is wrong, and where in the body. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { saysSo } from './saying.ts';
import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let reference: string;
beforeAll(async () => {
  api = await startApi();
  reference = (await api.opens()).body.reference;
});
afterAll(() => api.stop());

const raw = (text: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  api.request('POST', '/api/incidents', { body: text, headers });
const opens = (more: object) => () => api.opens(more);
const acts = (verb: string, body: object, headers?: Record<string, string>) => () =>
  api.does(reference, verb, body, headers);
const keyed = (key: string) => ({ 'idempotency-key': key });

/** `{ a: { a: … 1 } }` */
const nested = (levels: number): object => ({ a: levels === 1 ? 1 : nested(levels - 1) });

describe('422', () => {
  const far = (character: string) => opens({ fields: { list: [{ deep: character }] } });
  saysSo(422, 'Not acceptable as it is', [
    ['an unknown plan', opens({ plan: 'nowhere' }), /^There is no plan "nowhere"\.$/, '/plan'],
    ['a plan out of reach', () => api.opens({}, bearer(api.stranger)), /^There is no plan "shop"\.$/, '/plan'],
    ['an unknown severity', opens({ severity: 'P9' }), /it is one of P1, P2, P3, P4/, '/severity'],
    ['an unknown type', opens({ type: 'riddle' }), /it is one of incident, security/, '/type'],
    ['an unknown service', opens({ service: 'coffee' }), /it is one of app/, '/service'],
    ['an unknown field', opens({ colour: 'red' }), /colour/, '/colour'],
    ['an unknown field further in', opens({ requester: { email: 'a@b.example', age: 4 } }), /age/, '/requester/age'],
    ['an unknown assignee', acts('assign', { to: 'nobody' }), /it is one of ana, ion, eva/, '/to'],
    ['an unknown severity in triage', acts('triage', { severity: 'P9' }), /it is one of P1/, '/severity'],
    ['a number for a title', opens({ title: 7 }), /^\/title: must be a text\.$/, '/title'],
    ['nothing for a title', opens({ title: undefined }), /^\/title: is missing\.$/, '/title'],
    ['a blank title', opens({ title: '   ' }), /^\/title: must not be empty\.$/, '/title'],
    [
      'a title of 201 characters',
      opens({ title: 'x'.repeat(201) }),
      /^\/title: must have at most 200 characters\.$/,
      '/title',
    ],
    ['an array for a body', () => api.post('/api/incidents', []), /^The body: must be an object\.$/, ''],
    ['null for a body', () => api.post('/api/incidents', null), /^The body/, ''],
    [
      'a bad mail address',
      opens({ requester: { email: 'nobody' } }),
      /must be an e-mail address, such as/,
      '/requester/email',
    ],
    ['a NUL character', opens({ title: 'a\0b' }), /cannot be kept/, '/title'],
    ['half a surrogate pair', far('\ud83d'), /cannot be kept/, '/fields/list/0/deep'],
    ['a NUL character in a name', opens({ fields: { 'a\0': 1 } }), /cannot be kept/, '/fields'],
    [
      'a bad character under a name with a slash',
      opens({ fields: { 'a/b~c': '\0' } }),
      /cannot be kept/,
      '/fields/a~1b~0c',
    ],
    ['an empty body where one is needed', () => raw(''), /^\/plan: is missing\. \/title: is missing\./, '/plan'],
    ['a number beyond all numbers', () => raw('{"fields":{"n":1e999}}'), /too great/, '/fields/n'],
    ['65 levels', opens({ fields: nested(64) }), /nested more than 64 deep/, `/fields${'/a'.repeat(64)}`],
    ['nothing but blanks said', acts('comment', { text: ' \n\t' }), /^\/text: must not be empty\.$/, '/text'],
    ['an empty note', acts('resolve', { note: '' }), /^\/note: must not be empty\.$/, '/note'],
    ['a missing word', acts('resolve', {}), /^\/note/, '/note'],
    [
      'a hold until yesterday',
      acts('hold', { reason: 'x', until: 'yesterday' }),
      /must be a date and a time with its offset, such as/,
      '/until',
    ],
    ['a hold until 30 February', acts('hold', { reason: 'x', until: '2027-02-30T00:00:00Z' }), /^\/until/, '/until'],
    [
      'a hold until a time without a zone',
      acts('hold', { reason: 'x', until: '2027-02-03T00:00:00' }),
      /^\/until/,
      '/until',
    ],
    [
      'a hold until the past',
      async () => {
        const { body } = await api.opens();
        await api.does(body.reference, 'start');
        return api.does(body.reference, 'hold', { reason: 'x', until: '2020-01-01T00:00:00Z' });
      },
      /cannot end before it begins/,
      '/until',
    ],
    ['a bad Idempotency-Key', () => api.opens({}, keyed('with a space')), /visible ASCII/, '/idempotency-key'],
    ['one of 201 characters', () => api.opens({}, keyed('x'.repeat(201))), /visible ASCII/, '/idempotency-key'],
    [
      'the same one with another body',
      async () => {
        await api.opens({}, keyed('k1'));
        return api.opens({ title: 'Another' }, keyed('k1'));
      },
      /came with another body before/,
    ],
    [
      'the same one with another act',
      async () => {
        await api.does(reference, 'comment', { text: 'x' }, keyed('k2'));
        return api.does(reference, 'comment', { text: 'y' }, keyed('k2'));
      },
      /came with another body before/,
    ],
    ['a bad limit', () => api.get('/api/incidents?limit=many'), /must be a whole number of at least 1\.$/, '/limit'],
    ['a limit that is too great', () => api.get('/api/incidents?limit=201'), /must be at most 200\.$/, '/limit'],
    ['half a limit', () => api.get('/api/incidents?limit=1.5'), /must be a whole number of at least 1\.$/, '/limit'],
    ['no limit at all', () => api.get('/api/incidents?limit=0'), /must be a whole number of at least 1\.$/, '/limit'],
    [
      'a number beyond all limits, said once',
      () => api.get('/api/incidents?limit=1e30'),
      /^\/limit: must be a whole number of at least 1\.$/,
      '/limit',
    ],
    [
      'the name of a field that is too long',
      opens({ fields: { ['x'.repeat(101)]: 1 } }),
      /is no possible name/,
      `/fields/${'x'.repeat(101)}`,
    ],
    ['a public that is neither', acts('comment', { text: 'x', public: 'no' }), /must be true or false\.$/, '/public'],
    ['an unknown filter', () => api.get('/api/incidents?colour=red'), /colour/, '/colour'],
    ['a cursor that nobody gave out', () => api.get('/api/incidents?cursor=abc'), /start without it/, '/cursor'],
    [
      'a key for nobody',
      () => api.post('/api/keys', { plan: 'shop', person: 'nobody' }),
      /no person "nobody"/,
      '/person',
    ],
  ]);

  test('everything that is wrong is said at once', async () => {
    const { body } = await api.opens({ title: 7, severity: 7, requester: { email: 'x' } });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/requester/email',
      '/severity',
      '/title',
    ]);
  });
});
