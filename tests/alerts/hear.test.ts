/** What other systems say becomes incidents: opened once, counted, graver, in hand, over, and opened anew. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { acknowledgedIn, event, startWatched, watchedPlan } from './support.ts';
import type { Watched } from './support.ts';

let shop: Watched;
// As many as the tests need, none of them a storm.
beforeAll(async () => void (shop = await startWatched(watchedPlan((text) => `${text}storm: { incidents: 1000 }\n`))));
afterAll(() => shop.stop());

const openFor = async (key: string) =>
  (await shop.all()).filter((one) => one.dedup_key === key && one.status !== 'resolved');

const openOne = async (key: string) => (await openFor(key))[0]!;

test('a trigger opens an incident that pages', async () => {
  await shop.pager(event('disk'));
  const [incident] = await openFor('integration/pager/disk');
  expect(incident).toMatchObject({
    title: 'disk is down',
    severity: 'P1',
    type: 'incident',
    channel: 'alert',
    caller: 'integration/pager',
    status: 'received',
    state: { source: 'monitor' },
  });
  const { notifications, brokenAt } = await shop.whole(incident!.reference);
  expect(notifications.map(({ recipient }) => recipient)).toEqual(['eva', 'ion']);
  expect(brokenAt).toBeUndefined();
  expect(shop.stirs).toContain(`${incident!.reference} opened`);
});

test('repeated, it is counted and not told again', async () => {
  await shop.pager(event('twice'));
  const [before] = await openFor('integration/pager/twice');
  await shop.pager(event('twice'), event('twice'));
  await shop.pager(event('twice'));
  const [after] = await openFor('integration/pager/twice');
  expect(after).toEqual(before);
  expect(await shop.alerts(before!.reference)).toMatchObject([{ count: 4, status: 'firing' }]);
});

test('what a repetition leaves out stays', async () => {
  await shop.pager(event('kept', 'trigger', { custom_details: { rack: 7, load: 1 }, component: 'db' }));
  const { reference, severity } = await openOne('integration/pager/kept');
  const bare = { event_action: 'trigger', dedup_key: 'kept', payload: { summary: 'x', custom_details: { load: 2 } } };
  await shop.pager(bare);
  const { details, count } = (await shop.alerts(reference))[0]!;
  expect(count).toBe(2);
  expect(details).toMatchObject({
    severity: 'P1',
    labels: { rack: '7', load: '2', component: 'db' },
    payload: { payload: { severity: 'critical', component: 'db', custom_details: { rack: 7, load: 2 } } },
  });
  expect(severity).toBe('P1');
  expect((await openFor('integration/pager/kept'))[0]!.severity).toBe('P1');
});

test('graver than before, it has that severity’s promises; less grave changes nothing', async () => {
  await shop.pager(event('worse', 'trigger', { severity: 'warning' }));
  const { reference } = await openOne('integration/pager/worse');
  expect((await shop.row(reference)).severity).toBe('P3');
  await shop.pager(event('worse', 'trigger', { severity: 'critical' }));
  expect((await shop.row(reference)).severity).toBe('P1');
  await shop.pager(event('worse', 'trigger', { severity: 'info' }));
  expect((await shop.row(reference)).severity).toBe('P1');
  expect(await shop.kinds(reference)).toEqual(['opened', 'reclassified', 'escalated']);
});

test('what a person has called less grave stays so while it only repeats itself', async () => {
  await shop.pager(event('calmer'));
  const { reference } = await openOne('integration/pager/calmer');
  await shop.act(reference, 'triage', { severity: 'P3' });
  await shop.pager(event('calmer'));
  expect((await shop.row(reference)).severity).toBe('P3');
});

test('acknowledged and resolved elsewhere, it is in hand and over; twice is once', async () => {
  await shop.pager(event('far'));
  const { reference } = await openOne('integration/pager/far');
  await shop.pager(event('far', 'acknowledge'), event('far', 'acknowledge'));
  expect(acknowledgedIn(await shop.row(reference))).toBe(true);
  await shop.pager(event('far', 'resolve'), event('far', 'resolve'));
  await shop.pager(event('far', 'resolve'));
  expect((await shop.row(reference)).status).toBe('resolved');
  expect(await shop.kinds(reference)).toEqual(['opened', 'escalated', 'acknowledged', 'resolved']);
  const { events } = await shop.whole(reference);
  expect(events.at(-1)).toMatchObject({ by: null, text: { note: 'Pager says that it is over.' } });
  expect(await shop.alerts(reference)).toMatchObject([{ status: 'resolved' }]);
});

test('after that it opens a new one, also when all of it comes at once', async () => {
  await shop.pager(event('anew'), event('anew', 'resolve'), event('anew'));
  const all = (await shop.all()).filter((one) => one.dedup_key === 'integration/pager/anew');
  expect(all.map(({ status }) => status)).toEqual(['resolved', 'received']);
});

test('what is over again before anybody could be told pages nobody', async () => {
  await shop.pager(event('flash'), event('flash', 'resolve'));
  const { reference } = (await shop.all()).find((one) => one.dedup_key === 'integration/pager/flash')!;
  const { notifications } = await shop.whole(reference);
  expect(notifications).toEqual([]);
});

test('to acknowledge or resolve what is unknown is nothing', async () => {
  const before = await shop.incidents();
  await shop.pager(event('unknown', 'acknowledge'), event('unknown', 'resolve'));
  expect(await shop.incidents()).toBe(before);
  expect((await shop.outcomes()).at(-1)).toEqual({
    outcome: { signals: [{ key: 'integration/pager/unknown', did: 'nothing', reference: null }] },
    error: null,
  });
});

test('resolved by a person, the next trigger opens a new one', async () => {
  await shop.pager(event('byhand'));
  const { reference } = await openOne('integration/pager/byhand');
  await shop.act(reference, 'resolve', { note: 'Restarted.' });
  expect(await shop.alerts(reference)).toMatchObject([{ status: 'resolved' }]);
  await shop.pager(event('byhand'));
  expect((await openFor('integration/pager/byhand')).map((one) => one.reference)).not.toContain(reference);
  expect(await openFor('integration/pager/byhand')).toHaveLength(1);
});

test('an incident that somebody opened under the same key is resolved by it, too', async () => {
  const reference = await shop.open({ dedupKey: 'check/till' });
  const signal = { key: 'check/till', action: 'trigger', title: 'The till' };
  await shop.receives('check/till', 'monitor', signal);
  await shop.hear();
  expect(await shop.alerts(reference)).toMatchObject([{ key: 'check/till', count: 1 }]);
  await shop.receives('check/till', 'monitor', { ...signal, action: 'resolve' });
  await shop.hear();
  expect((await shop.row(reference)).status).toBe('resolved');
});

test('a recovery that only comments tells whoever is in charge', async () => {
  const signal = { key: 'check/a', action: 'trigger', title: 'A', severity: 'P1' };
  await shop.receives('check/a', 'monitor', signal);
  await shop.hear();
  await shop.receives('check/a', 'monitor', { ...signal, action: 'comment' });
  await shop.hear();
  const { reference } = await openOne('check/a');
  expect(await shop.kinds(reference)).toEqual(['opened', 'escalated', 'recovered']);
});

test('promises count from when it was received, not from when it was heard', async () => {
  const at = shop.desk.now();
  await shop.receives('integration/pager', 'pagerduty', event('late'));
  shop.pass(10_000);
  await shop.hear();
  const [incident] = await openFor('integration/pager/late');
  expect(incident!.opened_at).toBeLessThan(at + 5000);
});

test('what nobody can read is written down with why, and what comes after it is heard', async () => {
  await shop.db
    .insertInto('received')
    .values({ plan: 'shop', source: 'integration/pager', form: 'odd' as never, body: '{}', at: shop.desk.now() })
    .execute();
  await shop.db
    .insertInto('received')
    .values({ plan: 'gone', source: 'integration/pager', form: 'pagerduty', body: '{}', at: shop.desk.now() })
    .execute();
  await shop.pager(event('behind'));
  expect(await openFor('integration/pager/behind')).toHaveLength(1);
  expect((await shop.outcomes()).map(({ error }) => error)).toContain('There is no plan "gone".');
});
