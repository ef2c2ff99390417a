/** Lists: the newest first, narrowed as asked, page by page without gaps or repeats. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let named: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  named = {};
  const wanted: Record<string, object> = {
    till: { title: 'The till is down', service: 'app' },
    leak: { title: 'Data has leaked', type: 'security', description: '100%_sure' },
    slow: { title: 'Slow', severity: 'P2' },
    stall: { title: 'Elsewhere', plan: 'stall' },
    done: { title: 'Done', category: 'billing', requester: { email: 'joe@acme.example' } },
  };
  for (const [name, more] of Object.entries(wanted)) named[name] = (await api.opens(more)).body.reference;
  await api.does(named['done']!, 'resolve', { note: 'x' });
  await api.does(named['slow']!, 'start');
  await api.does(named['till']!, 'assign', { to: 'ion' });
  const late = await api.row(named['leak']!);
  const clocks = late.state.clocks.map((clock) => ({ ...clock, breachedAt: 1 }));
  const broken = { escalated: true, state: JSON.stringify({ ...late.state, clocks }) };
  await api.db.updateTable('incident').set(broken).where('reference', '=', named['leak']!).execute();
});
afterAll(() => api.stop());

const names = async (query: string, key = api.admin) => {
  const { body } = await api.get(`/api/incidents?${query}`, bearer(key));
  const nameOf = ({ reference }: { reference: string }) => Object.keys(named).find((name) => named[name] === reference);
  return body.items.map(nameOf);
};

test.each([
  ['everything, the newest first', '', ['done', 'stall', 'slow', 'leak', 'till']],
  ['one plan', 'plan=stall', ['stall']],
  ['one type', 'type=security', ['leak']],
  ['one severity', 'severity=P2', ['slow']],
  ['one service', 'service=app', ['till']],
  ['one status', 'status=resolved', ['done']],
  ['another status', 'status=in_progress', ['slow']],
  ['all that is open', 'status=open', ['stall', 'slow', 'leak', 'till']],
  ['all that is escalated', 'status=escalated', ['leak']],
  ['the same, said otherwise', 'escalated=true', ['leak']],
  ['what is not', 'escalated=false', ['done', 'stall', 'slow', 'till']],
  ['what is late', 'breached=true', ['leak']],
  ['what is not late', 'breached=false&plan=shop', ['done', 'slow', 'till']],
  ['a person’s', 'assignee=ion', ['till']],
  ['nobody’s', 'assignee=nobody&plan=shop', ['done', 'slow', 'leak']],
  ['one category', 'category=billing', ['done']],
  ['one customer', 'customer=acme', ['done']],
  ['one tier', 'tier=gold', ['done']],
  ['no level', 'level=N3', []],
  ['what was opened after an instant', 'openedAfter=2999-01-01T00:00:00Z', []],
  ['what was opened before one', 'openedBefore=2999-01-01T00:00:00%2B02:00&plan=stall', ['stall']],
  ['a word of the title, whatever the case', 'q=TILL', ['till']],
  ['a word of the description', 'q=sure', ['leak']],
  ['a reference', 'q=sta-', ['stall']],
  ['signs of a pattern mean nothing', 'q=%25_', []],
  ['signs of a pattern beside a word', 'q=100%25_', ['leak']],
  ['two filters at once', 'plan=shop&status=open', ['slow', 'leak', 'till']],
  ['nothing', 'plan=nowhere', []],
])('%s', async (_, query, expected) => expect(await names(query)).toEqual(expected));

test('a person sees their own plan only', async () => expect(await names('', api.stranger)).toEqual(['stall']));
test('and nothing of another, though asked for', async () =>
  expect(await names('plan=shop', api.stranger)).toEqual([]));
test('plans are listed, too', async () =>
  expect((await api.get('/api/plans')).body.items.map(({ slug }: { slug: string }) => slug)).toEqual([
    'shop',
    'stall',
  ]));
test('a person’s plan alone', async () =>
  expect((await api.get('/api/plans', bearer(api.ana))).body.items).toEqual([
    { slug: 'shop', title: 'Shop', reference: 'SHO', version: 1 },
  ]));

describe('page by page', () => {
  async function walk(query: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { reference: string }[]; next: string | null } } = await api.get(
        `/api/incidents?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map(({ reference }) => reference));
      cursor = body.next;
      await between();
    }
    return seen;
  }
  beforeAll(async () => {
    for (let i = 0; i < 23; i++) await api.opens({ severity: 'P4', title: 'one of many' });
    // All at one instant: their order hangs on the reference alone.
    await api.db.updateTable('incident').set({ opened_at: 1000 }).where('severity', '=', 'P4').execute();
  });
  test.each([1, 5, 22, 23, 24, 200])('of %i, each comes once', async (limit) => {
    const seen = await walk(`severity=P4&limit=${limit}`);
    expect([seen.length, new Set(seen).size]).toEqual([23, 23]);
  });
  test('what is opened meanwhile shifts nothing', async () => {
    const before = await walk('severity=P4&limit=200');
    expect(await walk('severity=P4&limit=4', () => api.opens({ severity: 'P4' }))).toEqual(before);
  });
  test('the last page has no cursor', async () =>
    expect((await api.get('/api/incidents?limit=200')).body.next).toBeNull());
});

test.each([
  ['escalated=maybe', '/escalated'],
  ['openedAfter=yesterday', '/openedAfter'],
  ['assigned=ion', '/assigned'],
])('%s is refused', async (query, pointer) => {
  const { status, body } = await api.get(`/api/incidents?${query}`);
  expect([status, body.errors.map((one: { pointer: string }) => one.pointer)]).toEqual([422, [pointer]]);
});

test('opened at that very instant is after it, not before', async () => {
  const at = new Date((await api.row(named['slow']!)).opened_at).toISOString();
  expect(await names(`openedAfter=${at}&severity=P2`)).toEqual(['slow']);
  expect(await names(`openedBefore=${at}&severity=P2`)).toEqual([]);
});
