/** Who is on call, at any instant; overrides, and what cannot be one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { day, hour, minute, shopPlan } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Answer, Api } from './support.ts';

const rotations = `rotations:
  primary: { title: Primary, members: [ion, ana], every: 1 week, handoff: mon 09:00, starts: 2026-01-05 }
  desk: { members: eva, every: 1 week, calendar: office }
`;
let api: Api;
beforeAll(async () => {
  api = await startApi();
  const plan = shopPlan((text) =>
    text
      .replace('severities:', `${rotations}severities:`)
      .replace('{ at: opening, tell: [support] }', '{ at: opening, tell: [rotation primary] }'),
  );
  await applyPlan(api.desk, plan, 'admin');
});
afterAll(() => api.stop());

const iso = (at: number): string => new Date(at).toISOString();
const soon = (ms: number): string => iso(api.desk.now() + ms);
const rotation = async (query: string, name = 'primary') => {
  const { body } = await api.get(`/api/on-call?plan=shop&${query}`);
  return body.items.find((one: { rotation: string }) => one.rotation === name);
};
const post = (more: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post(
    '/api/on-call/overrides',
    { plan: 'shop', rotation: 'primary', person: 'eva', until: soon(hour), ...more },
    headers,
  );
const cancel = (id: number, headers: Record<string, string> = {}) =>
  api.post(`/api/on-call/overrides/${id}/cancel`, {}, headers);

describe('who is on call', () => {
  test('at an instant: who, until when, and who follows, over a change of clocks', async () => {
    expect(await rotation('at=2027-03-27T12:00:00Z&until=2027-04-06T00:00:00Z')).toEqual({
      plan: 'shop',
      rotation: 'primary',
      title: 'Primary',
      timezone: 'Europe/Bucharest',
      at: '2027-03-27T12:00:00.000Z',
      until: '2027-04-06T00:00:00.000Z',
      now: { person: 'ana', name: 'Ana', from: '2027-03-22T07:00:00.000Z', until: '2027-03-29T06:00:00.000Z' },
      next: { person: 'ion', name: 'Ion', from: '2027-03-29T06:00:00.000Z', until: '2027-04-05T06:00:00.000Z' },
      shifts: [
        { person: 'ana', name: 'Ana', from: '2027-03-22T07:00:00.000Z', until: '2027-03-29T06:00:00.000Z' },
        { person: 'ion', name: 'Ion', from: '2027-03-29T06:00:00.000Z', until: '2027-04-05T06:00:00.000Z' },
        { person: 'ana', name: 'Ana', from: '2027-04-05T06:00:00.000Z', until: '2027-04-12T06:00:00.000Z' },
      ],
      gaps: [],
    });
  });

  test('now, and for four weeks, where nothing is asked', async () => {
    const { at, until, shifts } = await rotation('');
    expect(Date.parse(until) - Date.parse(at)).toBe(28 * day);
    expect(shifts.length).toBeGreaterThan(3);
  });

  test('gaps are told ahead', async () => {
    const before = await rotation('at=2026-01-04T09:00:00Z&until=2026-01-06T09:00:00Z');
    expect(before.now).toBeNull();
    expect(before.gaps).toEqual([{ from: '2026-01-04T09:00:00.000Z', until: '2026-01-05T07:00:00.000Z' }]);
  });

  test('hours that a calendar leaves out are none', async () => {
    const { now, gaps } = await rotation('at=2026-12-05T12:00:00Z', 'desk');
    expect([now, gaps]).toEqual([null, []]);
  });

  test('a stranger sees none of it', async () => {
    expect((await api.get('/api/on-call', bearer(api.stranger))).body.items).toEqual([]);
    expect((await api.get('/api/on-call', bearer(api.ana))).body.items).toHaveLength(2);
  });

  test.each([
    ['at=yesterday', '/at'],
    ['at=2026-12-01T00:00:00Z&until=2026-11-01T00:00:00Z', '`until` must be after `at`'],
    ['at=2026-12-01T00:00:00Z&until=2029-11-01T00:00:00Z', '366 days'],
    ['at=1999-12-01T00:00:00Z', 'from 2000 until 2100'],
    ['when=now', 'not known here'],
  ])('%s is refused', async (query, detail) => {
    const { status, body } = await api.get(`/api/on-call?${query}`);
    expect([status, body.detail]).toEqual([422, expect.stringContaining(detail)]);
  });
});

describe('an override', () => {
  test('is who is on call, and who is told, until it is cancelled', async () => {
    const { status, body } = await post({ reason: 'Ana is ill.' }, bearer(api.ana));
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ person: 'eva', madeBy: 'ana', reason: 'Ana is ill.', cancelledAt: null }),
    ]);
    expect((await rotation('')).now).toMatchObject({ person: 'eva', until: body.until });
    const during = await api.opens();
    api.pass(minute);
    expect((await cancel(body.id)).body).toMatchObject({ cancelledBy: 'admin', cancelledAt: expect.any(String) });
    expect((await cancel(body.id)).status).toBe(200);
    const after = await api.opens();
    const told = async ({ body: { reference } }: Answer) =>
      (await api.get(`/api/incidents/${reference}/notifications`)).body.items.map(
        (one: { recipient: string }) => one.recipient,
      );
    const { person } = (await rotation('')).now;
    expect([await told(during), await told(after)]).toEqual([['eva'], [person]]);
    expect(person).not.toBe('eva');
    expect((await rotation(`at=${body.from}`)).now.person).toBe('eva');
  });

  test('made twice with one key is one, with another body it is refused', async () => {
    const sent = { from: soon(3 * day), until: soon(4 * day) };
    const key = { 'idempotency-key': 'once' };
    const [first, second] = await Promise.all([post(sent, key), post(sent, key)]);
    expect(first.body).toEqual(second.body);
    expect((await post({ ...sent, person: 'ion' }, key)).status).toBe(422);
    const { items } = (await api.get('/api/on-call/overrides?plan=shop')).body;
    expect(items.filter((one: { from: string }) => one.from === sent.from)).toHaveLength(1);
  });

  test('of the last made wins', async () => {
    const span = { from: soon(10 * day), until: soon(11 * day) };
    for (const person of ['eva', 'ion', 'ana']) await post({ ...span, person });
    expect((await rotation(`at=${soon(10 * day + hour)}`)).now.person).toBe('ana');
  });

  test('of a plan that is out of reach is not to be made, seen or cancelled', async () => {
    expect((await post({}, bearer(api.stranger))).body.detail).toBe('There is no plan "shop".');
    const { body } = await post({ from: soon(20 * day), until: soon(21 * day) });
    expect((await cancel(body.id, bearer(api.stranger))).status).toBe(404);
    expect((await api.get('/api/on-call/overrides', bearer(api.stranger))).body.items).toEqual([]);
  });

  test('that is over cannot be cancelled', async () => {
    const { body } = await post({ until: soon(minute) });
    api.pass(2 * minute);
    expect(await cancel(body.id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('is over') } });
    expect((await cancel(4711)).status).toBe(404);
  });

  test.each([
    [
      'a rotation that is not there',
      { rotation: 'secondary' },
      'There is no rotation "secondary" in this plan: it is one of primary, desk.',
    ],
    ['a person who is not there', { person: 'max' }, 'There is no person "max"'],
    ['a plan that is not there', { plan: 'none' }, 'There is no plan "none".'],
    [
      'an end before its beginning',
      { from: '2099-01-02T00:00:00Z', until: '2099-01-01T00:00:00Z' },
      'must end after it begins',
    ],
    ['an end in the past', { until: '2020-01-01T00:00:00Z' }, 'cannot end in the past'],
    ['a beginning in the past', { from: '2020-01-01T00:00:00Z' }, 'cannot begin in the past'],
    ['more than 90 days', { until: '2099-01-01T00:00:00Z' }, '90 days at most'],
    ['no end', { until: undefined }, '/until'],
    ['a time without an offset', { until: '2099-01-01T00:00:00' }, '/until'],
  ])('with %s is refused', async (_, more, detail) => {
    const { status, body } = await post(more);
    expect([status, body.detail]).toEqual([422, expect.stringContaining(detail)]);
  });
});
