/** A channel that fails: tried again, left alone, replaced meanwhile, and in the end everything told once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { deliver, deliverOverdue } from '../../services/notification/deliver.ts';
import type { Send } from '../../services/notification/message.ts';
import { applyPlan } from '../../services/plan/apply.ts';

import { planWith, startChannelShop } from './channel-shop.ts';
import type { ChannelShop } from './channel-shop.ts';
import { minute } from './support.ts';

let shop: ChannelShop;
beforeAll(async () => void (shop = await startChannelShop()));
afterAll(() => shop.stop());

test('it is tried again with growing pauses, then left alone, and people are told by mail meanwhile', async () => {
  await shop.start(planWith('[ion]', ', notify: [{ via: slack }]'));
  shop.http.answers.set('/slack', 500);
  const reference = await shop.open();
  await shop.delivering(reference, minute);
  expect(shop.posts('/slack')).toHaveLength(3);
  expect(shop.mailed()).toEqual(['ion@shop.example']);
  expect(await shop.outcomes(reference)).toEqual({ 'ion slack': 'sent by mail' });
  const made = (await shop.attempts(reference)).filter(({ recipient }) => recipient === 'ion');
  expect(made.map(({ by, outcome, code }) => `${by} ${outcome} ${code}`)).toEqual([
    'slack failed HTTP_500',
    'slack failed HTTP_500',
    'slack failed HTTP_500',
    'mail sent null',
  ]);
});
test('what has no other way waits for it; one message tries, and when it is well all follow', async () => {
  await shop.start(planWith('[integration slack]'));
  shop.http.answers.set('/slack', 'reset');
  const [first, second] = [await shop.open(), await shop.open()];
  await shop.delivering(first, minute / 4);
  expect(shop.posts('/slack')).toHaveLength(3);
  await shop.deliver(second);
  expect(shop.posts('/slack')).toHaveLength(3);
  shop.http.answers.clear();
  shop.pass(minute);
  await deliverOverdue(shop.desk, shop.send, 0);
  expect(shop.posts('/slack')).toHaveLength(4);
  shop.pass(minute);
  await deliverOverdue(shop.desk, shop.send, 0);
  expect([await shop.outcomes(first), await shop.outcomes(second)]).toEqual([
    { 'integration:slack slack': 'sent' },
    { 'integration:slack slack': 'sent' },
  ]);
  expect(shop.posts('/slack')).toHaveLength(5);
});
test('another integration takes its place where the plan names one', async () => {
  const named = (text: string) => text.replace('breaker: 3 }', 'breaker: 1, fallback: hook }');
  await shop.start(planWith('[integration slack]', '', named));
  shop.http.answers.set('/slack', 503);
  const reference = await shop.open();
  await shop.delivering(reference, minute);
  expect(await shop.outcomes(reference)).toEqual({ 'integration:slack slack': 'sent by hook' });
});
test('in its place mail is read by whose the incident is', async () => {
  const named = (text: string) => text.replace('breaker: 3 }', 'breaker: 1, fallback: email }');
  await shop.start(planWith('[integration slack]', '', named));
  shop.http.answers.set('/slack', 503);
  const reference = await shop.open();
  await shop.act(reference, 'assign', { to: 'eva' });
  shop.smtp.mails.length = 0;
  await shop.delivering(reference, minute);
  expect(await shop.outcomes(reference)).toEqual({ 'integration:slack slack': 'sent by mail' });
  expect(shop.mailed()).toEqual(['eva@shop.example', 'eva@shop.example']);
});
test('it is asked again when it said, not before', async () => {
  await shop.start(planWith('[integration slack]'));
  shop.http.answers.set('/slack', { status: 429, headers: { 'retry-after': '40' } });
  const reference = await shop.open();
  await shop.delivering(reference, 39_000);
  expect(shop.posts('/slack')).toHaveLength(1);
  shop.http.answers.clear();
  await shop.delivering(reference, 5000);
  expect(shop.posts('/slack')).toHaveLength(2);
});
test('410 ends it until the plan is applied anew', async () => {
  await shop.start(planWith('[ana]'));
  shop.http.answers.set('/hook', 410);
  await shop.delivering(await shop.open(), minute);
  await shop.delivering(await shop.open(), minute);
  expect(shop.posts('/hook')).toHaveLength(1);
  shop.http.answers.clear();
  await applyPlan(
    shop.desk,
    planWith('[ana]', '', (text) => text.replace('title: Shop', 'title: Shops')),
    'admin',
  );
  await shop.delivering(await shop.open(), minute);
  expect(shop.posts('/hook')).toHaveLength(2);
});
test('a webhook is tried for three days, ever less often, under one id', async () => {
  await shop.start(planWith('[ana]', '', (text) => text.replace('events: [opened', 'breaker: 1000, events: [opened')));
  shop.http.answers.set('/hook', 500);
  const reference = await shop.open();
  await shop.delivering(reference, 73 * 60 * minute);
  const { notifications } = await shop.whole(reference);
  expect(notifications.find(({ channel }) => channel === 'hook')).toMatchObject({ outcome: 'expired', try_at: null });
  const ids = shop.http.on('/hook').map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(1);
  expect(ids.length).toBeGreaterThan(60);
  expect(ids.length).toBeLessThan(120);
});
test('who dies while it posts repeats it under the same id', async () => {
  await shop.start(planWith('[ana]'));
  const reference = await shop.open();
  let inFlight = 0;
  const dying: Send = async (message) => {
    await shop.send(message);
    inFlight += 1;
    await new Promise(() => undefined);
  };
  void deliver(shop.desk, dying, reference);
  await expect.poll(() => inFlight).toBe(2);
  await sql`update notification set lease_until = clock_timestamp() - interval '1 s'`.execute(shop.db);
  await shop.deliver(reference);
  const ids = shop.http.on('/hook').map(({ headers }) => headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});
