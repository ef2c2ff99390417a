/** A sender may forget: what is not heard of for long is over, or asked about, as the plan says. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { forgetReceived } from '../../services/alert/forget.ts';
import { noticeSilence } from '../../services/alert/stale.ts';
import { hour } from '../services/support.ts';

import { alert, event, group, startWatched } from './support.ts';
import type { Watched } from './support.ts';

let shop: Watched;
beforeAll(async () => void (shop = await startWatched()));
afterAll(() => shop.stop());

const titled = async (title: string) => (await shop.all()).find((one) => one.title === title)!.reference;

test('where the plan says nothing else it is over', async () => {
  await shop.prometheus(group('quiet', alert({ alertname: 'Quiet' })));
  const reference = await titled('Quiet');
  shop.pass(4 * hour - 1000);
  expect(await noticeSilence(shop.desk)).toBe(0);
  shop.pass(2000);
  expect(await noticeSilence(shop.desk)).toBe(1);
  const { events } = await shop.whole(reference);
  expect(events.at(-1)).toMatchObject({
    kind: 'resolved',
    text: { note: 'Nothing has been heard of it from Prometheus for long: it is taken to be over.' },
  });
});

test('or whoever is in charge is asked, once for each silence', async () => {
  await shop.pager(event('asked'));
  const reference = await titled('asked is down');
  shop.pass(2 * hour + 1);
  expect([await noticeSilence(shop.desk), await noticeSilence(shop.desk)]).toEqual([1, 0]);
  const silent = async () => (await shop.kinds(reference)).filter((kind) => kind === 'silent').length;
  expect(await silent()).toBe(1);
  const { notifications } = await shop.whole(reference);
  expect(notifications.filter(({ kind }) => kind === 'silent').map(({ recipient }) => recipient)).toEqual([
    'eva',
    'ion',
  ]);
  await shop.pager(event('asked'));
  shop.pass(2 * hour + 1);
  await noticeSilence(shop.desk);
  expect(await silent()).toBe(2);
  expect((await shop.row(reference)).status).toBe('received');
});

test('what was received is forgotten after a week, unless it waits', async () => {
  await shop.receives('integration/pager', 'pagerduty', event('waits'));
  const count = async () => (await shop.db.selectFrom('received').select('id').execute()).length;
  expect(await forgetReceived(shop.desk)).toBe(0);
  shop.pass(7 * 24 * hour + 1);
  expect(await forgetReceived(shop.desk)).toBeGreaterThan(0);
  expect(await count()).toBe(1);
});
