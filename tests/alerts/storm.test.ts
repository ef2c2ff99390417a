/** Many alerts at once for one service become one incident that pages once and knows all of them. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { receive } from '../../db/received.ts';
import { settleStorms } from '../../services/alert/settle.ts';
import { advance } from '../../services/incident/advance.ts';
import { minute } from '../services/support.ts';

import { event, startWatched, watchedPlan } from './support.ts';
import type { Watched } from './support.ts';

let shop: Watched;
beforeEach(async () => void (shop = await startWatched(watchedPlan((text) => `${text}storm: { incidents: 3 }\n`))));
afterEach(() => shop.stop());

const app = (key: string, action = 'trigger') =>
  event(key, action, { custom_details: { service: 'app' }, severity: 'critical' });
const many = (from: number, to: number, action = 'trigger') =>
  Array.from({ length: to - from }, (_, index) => app(`k${from + index}`, action));
const parent = async () => (await shop.all()).find((one) => one.dedup_key?.startsWith('storm/'));
const told = async () =>
  (await shop.db.selectFrom('notification').select('reference').where('recipient', '=', 'eva').execute()).length;

test('a burst is one incident from the start, one page, and none is lost', async () => {
  await shop.pager(...many(0, 50));
  const all = await shop.all();
  expect(all).toMatchObject([
    { title: 'Many alerts at once: App', severity: 'P1', service: 'app', dedup_key: 'storm/app/incident' },
  ]);
  expect(await shop.alerts(all[0]!.reference)).toHaveLength(50);
  expect(await told()).toBe(1);
});

test('past so many within the time those before become its children, and page no more', async () => {
  for (const one of many(0, 3)) await shop.pager(one);
  expect(await shop.incidents()).toBe(3);
  await shop.pager(...many(3, 5));
  const { reference } = (await parent())!;
  const relations = await shop.db.selectFrom('relation').selectAll().where('reference', '=', reference).execute();
  expect(relations.map(({ kind }) => kind)).toEqual(['parent', 'parent', 'parent']);
  expect(await shop.incidents()).toBe(4);
  const child = relations[0]!.other;
  shop.pass(90 * minute);
  await advance(shop.desk, child);
  await advance(shop.desk, reference);
  expect(await shop.kinds(child)).toEqual(['opened', 'escalated', 'linked', 'breached']);
  const { notifications } = await shop.whole(child);
  expect(notifications.map(({ event_key: key }) => key)).not.toContain('escalated:critical:2');
  expect((await shop.whole(reference)).notifications.map(({ event_key: key }) => key)).toContain(
    'escalated:critical:2',
  );
});

test('other services and other types are not part of it', async () => {
  await shop.pager(...many(0, 10), event('alone'));
  expect((await shop.all()).map(({ title }) => title).toSorted()).toEqual([
    'Many alerts at once: App',
    'alone is down',
  ]);
});

test('repeated there they are counted, graver they make it graver', async () => {
  const mild = (key: string) => event(key, 'trigger', { custom_details: { service: 'app' }, severity: 'warning' });
  await shop.pager(mild('a'), mild('b'), mild('c'), mild('d'), mild('a'));
  const { reference, severity } = (await parent())!;
  expect(severity).toBe('P3');
  expect((await shop.alerts(reference)).map(({ key, count }) => [key.at(-1), count])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 1],
    ['d', 1],
  ]);
  await shop.pager(app('b'));
  expect((await parent())!.severity).toBe('P1');
});

test('it is lifted once fewer come, while the one is still open', async () => {
  await shop.pager(...many(0, 10));
  shop.pass(minute + 1);
  await shop.pager(app('later'));
  expect((await shop.all()).map(({ title }) => title)).toEqual(['Many alerts at once: App', 'later is down']);
  await shop.pager(...many(20, 30));
  expect((await shop.all()).filter(({ dedup_key: key }) => key?.startsWith('storm/'))).toHaveLength(1);
});

test('it is over when all of its alerts and children are', async () => {
  for (const one of many(0, 3)) await shop.pager(one);
  await shop.pager(...many(3, 10));
  const { reference } = (await parent())!;
  await shop.pager(...many(3, 10, 'resolve'));
  expect((await shop.row(reference)).status).toBe('received');
  await shop.pager(...many(0, 3, 'resolve'));
  expect((await shop.all()).map(({ status }) => status)).toEqual(['resolved', 'resolved', 'resolved', 'resolved']);
  const { events } = await shop.whole(reference);
  expect(events.at(-1)).toMatchObject({ kind: 'resolved', text: { note: 'All of its alerts are over.' } });
});

test('a child of one that a person has ended pages by itself again', async () => {
  for (const one of many(0, 3)) await shop.pager(one);
  await shop.pager(...many(3, 10));
  const { reference } = (await parent())!;
  await shop.act(reference, 'resolve', { note: 'Enough.' });
  expect(await settleStorms(shop.desk)).toBe(3);
  expect(await settleStorms(shop.desk)).toBe(0);
  const child = (await shop.all()).find(({ reference: one }) => one !== reference)!;
  expect(await shop.kinds(child.reference)).toEqual(['opened', 'escalated', 'linked', 'parent-news', 'pages-again']);
  const { next_due_at: dueAt } = await shop.row(child.reference);
  expect(dueAt).not.toBeNull();
});

test('ten thousand within a minute: one incident, one page, every alert kept', async () => {
  const bodies = Array.from({ length: 10_000 }, (_, index) => app(`big${index}`));
  for (let from = 0; from < bodies.length; from += 1000)
    await receive(
      shop.db,
      bodies.slice(from, from + 1000).map((body) => ({
        body,
        plan: 'shop',
        source: 'integration/pager',
        form: 'pagerduty' as const,
        at: shop.desk.now(),
      })),
    );
  await shop.hear();
  expect(await shop.incidents()).toBe(1);
  expect(await told()).toBe(1);
  const firing = await shop.db.selectFrom('alert').select('key').where('status', '=', 'firing').execute();
  expect(new Set(firing.map(({ key }) => key)).size).toBe(10_000);
});
