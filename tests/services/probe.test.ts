/** The message that shows that messages arrive: sent once for its instant, and where it does not arrive all others say so. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { begin } from '../../services/schedule/begin.ts';
import { watchProbes } from '../../services/probe/watch.ts';

import { planWith, startChannelShop } from './channel-shop.ts';
import type { ChannelShop } from './channel-shop.ts';
import { hour, minute } from './support.ts';

let shop: ChannelShop;
beforeAll(async () => void (shop = await startChannelShop()));
afterAll(() => shop.stop());

const probing = (to: string) => planWith('[ana]', '', (text) => `${text}probe: { every: 1h, to: ${to}, opens: P2 }\n`);
const due = () => ({ plan: 'shop', name: 'probe', nominalAt: Math.floor(shop.desk.now() / hour) * hour });
const incidents = () =>
  shop.db.selectFrom('incident').select(['reference', 'title', 'severity', 'caller']).orderBy('opened_at').execute();

test('it is sent once for its instant, and delivered in time nothing is said', async () => {
  await shop.start(probing('ion'));
  const reference = await begin(shop.desk, due());
  expect(await begin(shop.desk, due())).toBe(reference);
  expect(reference).toMatch(/^probe:shop\/\d{4}-/);
  await shop.deliver(reference!);
  expect(shop.smtp.mails.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
    'ion@shop.example [shop] Test message',
  ]);
  shop.pass(hour);
  expect(await watchProbes(shop.desk)).toBe(0);
  expect(await incidents()).toEqual([]);
});

test('where it does not arrive one incident says so, to people and to every other integration', async () => {
  await shop.start(probing('integration slack'));
  shop.http.answers.set('/slack', 'reset');
  const probe = await begin(shop.desk, due());
  await shop.deliver(probe!);
  expect(await watchProbes(shop.desk)).toBe(0);
  shop.pass(3 * minute);
  expect(await watchProbes(shop.desk)).toBe(1);
  expect(await watchProbes(shop.desk)).toBe(0);
  const [{ reference, title, severity }] = (await incidents()) as [Awaited<ReturnType<typeof incidents>>[0]];
  expect([title, severity]).toEqual([expect.stringContaining('the test message by slack'), 'P2']);
  const { notifications } = await shop.whole(reference);
  expect(notifications.map(({ recipient }) => recipient)).toEqual(
    expect.arrayContaining(['integration:hook', 'integration:pd']),
  );
  expect(notifications.map(({ recipient }) => recipient)).not.toContain('integration:slack');
  await shop.deliver(reference);
  expect(shop.posts('/hook')).toHaveLength(1);
});

test('while that incident is open the next one that is lost opens no other; once it is solved it does', async () => {
  shop.pass(hour);
  await begin(shop.desk, due());
  shop.pass(3 * minute);
  await watchProbes(shop.desk);
  const [first, ...more] = await incidents();
  expect(more).toEqual([]);
  await shop.act(first!.reference, 'resolve', { note: 'Slack is back' });
  await watchProbes(shop.desk);
  expect(await incidents()).toHaveLength(1);
  shop.pass(hour);
  await begin(shop.desk, due());
  shop.pass(3 * minute);
  await watchProbes(shop.desk);
  expect(await incidents()).toHaveLength(2);
});
