/** Telling by other channels than mail: each once, by those that the plan and its people choose. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { deliverOverdue } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';

import { planWith, startChannelShop } from './channel-shop.ts';
import type { ChannelShop } from './channel-shop.ts';
import { minute } from './support.ts';

let shop: ChannelShop;
beforeAll(async () => void (shop = await startChannelShop()));
afterAll(() => shop.stop());

describe('an integration', () => {
  test('that a step tells is posted to once, in the words of a mail, and nobody can acknowledge by it', async () => {
    await shop.start(planWith('[integration slack]'));
    const reference = await shop.open();
    await shop.deliver(reference);
    await shop.deliver(reference);
    expect(shop.posts('/slack')).toHaveLength(1);
    expect(shop.posts('/slack')[0]).toContain(`[${reference}] P1`);
    expect(shop.posts('/slack')[0]).not.toContain('/acknowledge/');
    expect(await shop.outcomes(reference)).toEqual({ 'integration:slack slack': 'sent' });
  });
  test('that several read is told once of one event, and each of them has been told', async () => {
    await shop.start(
      planWith('[ion, eva]', ', notify: [{ via: slack }]', (text) =>
        text.replace('email: eva@shop.example', 'email: eva@shop.example, notify: [{ via: slack }]'),
      ),
    );
    const reference = await shop.open();
    await shop.deliver(reference);
    expect(shop.posts('/slack')).toHaveLength(1);
    expect(await shop.outcomes(reference)).toEqual({ 'eva slack': 'sent', 'ion slack': 'sent' });
    expect(shop.mailed()).toEqual([]);
  });
  test('that is not configured is told nothing, and says what is not set', async () => {
    await shop.start(planWith('[integration slack]'), {});
    const reference = await shop.open();
    await shop.deliver(reference);
    const { notifications } = await shop.whole(reference);
    expect(notifications.map(({ outcome, error }) => [outcome, error])).toContainEqual([
      'refused',
      'It is not configured: ${SLACK_URL} is not set.',
    ]);
  });
  test('is told of nothing that only some may see by now', async () => {
    await shop.start(planWith('[integration slack]'));
    const reference = await shop.open({ type: 'security' });
    const narrower = planWith('[integration slack]', '', (text) =>
      text.replace('types: [incident, security, task]', 'types: { incident: {}, task: {}, security: { for: ana } }'),
    );
    await applyPlan(shop.desk, narrower, 'admin');
    await shop.deliver(reference);
    expect(shop.http.received).toEqual([]);
    expect(await shop.outcomes(reference)).toEqual({ 'integration:slack slack': 'refused' });
  });
});

describe('a person', () => {
  test('is told by a gateway for SMS at their number, which is in no version of the plan', async () => {
    await shop.start(planWith('[ion]', ', phone: "+40 711 222 333", notify: [{ via: [sms, email] }]'));
    const reference = await shop.open();
    await shop.deliver(reference);
    expect(Object.fromEntries(new URLSearchParams(shop.posts('/sms')[0]))).toMatchObject({
      to: '+40 711 222 333',
      text: expect.stringContaining(`http://guardia.example/incidents/${reference}`),
    });
    expect(shop.mailed()).toEqual(['ion@shop.example']);
    const { rows } = await sql<{
      all: string;
    }>`select string_agg(compiled::text || written::text, '') as all from plan_version`.execute(shop.db);
    expect(rows[0]!.all).not.toContain('711');
  });
  test('without a number is told by mail', async () => {
    await shop.start(planWith('[ion]', ', notify: [{ via: sms }]'));
    const reference = await shop.open();
    await shop.deliver(reference);
    await shop.deliver(reference);
    expect(shop.mailed()).toEqual(['ion@shop.example']);
    expect(await shop.outcomes(reference)).toEqual({ 'ion sms': 'sent by mail' });
  });
  test('is told by mail where the channel is not configured, once', async () => {
    await shop.start(planWith('[ion]', ', pager: pd, notify: [{ via: [slack, email] }]'), {});
    const reference = await shop.open();
    await shop.deliver(reference);
    expect(shop.mailed()).toEqual(['ion@shop.example']);
    expect(await shop.outcomes(reference)).toEqual({ 'ion mail': 'sent', 'ion slack': 'refused' });
  });
});

describe('PagerDuty', () => {
  const actions = () => shop.posts('/pd').map((body) => JSON.parse(body).event_action as string);
  test('hears how an incident goes on for which it pages somebody', async () => {
    await shop.start(planWith('[ion]', ', pager: pd'));
    const reference = await shop.open();
    await shop.deliver(reference);
    await shop.act(reference, 'acknowledge', {});
    await shop.delivering(reference, minute);
    await shop.act(reference, 'resolve', { note: 'Done' });
    await shop.delivering(reference, minute);
    expect(actions()).toEqual(['trigger', 'acknowledge', 'resolve']);
    expect(new Set(shop.posts('/pd').map((body) => JSON.parse(body).dedup_key))).toEqual(new Set([reference]));
  });
  test('calls nobody to what is over meanwhile', async () => {
    await shop.start(planWith('[ion]', ', pager: pd'));
    shop.http.answers.set('/pd', 500);
    const reference = await shop.open();
    await shop.deliver(reference);
    await shop.act(reference, 'resolve', { note: 'Done' });
    shop.http.answers.clear();
    shop.http.received.length = 0;
    await shop.delivering(reference, 10 * minute);
    expect(actions()).toEqual(['resolve']);
  });
});

describe('many at once', () => {
  test('are one post that names every incident', async () => {
    await shop.start(planWith('[integration slack]'));
    const references = await Promise.all(Array.from({ length: 12 }, () => shop.open()));
    await deliverOverdue(shop.desk, shop.send, 0);
    const [one, ...more] = shop.posts('/slack');
    expect(more).toEqual([]);
    expect(references.filter((reference) => !one!.includes(`[${reference}]`))).toEqual([]);
  });
  test('are each told to a program', async () => {
    await shop.start(planWith('[ana]'));
    for (let count = 0; count < 6; count++) await shop.open();
    await deliverOverdue(shop.desk, shop.send, 0);
    expect(shop.posts('/hook')).toHaveLength(6);
  });
  test('wait where a channel takes no more in a minute, and then are told', async () => {
    const slow = (text: string) => text.replace('breaker: 3 }', 'per minute: 2 }');
    await shop.start(planWith('[integration slack]', '', slow));
    const references = [await shop.open(), await shop.open(), await shop.open(), await shop.open()];
    await deliverOverdue(shop.desk, shop.send, 0);
    expect(shop.posts('/slack')).toHaveLength(2);
    shop.pass(minute + 1000);
    await deliverOverdue(shop.desk, shop.send, 0);
    const all = await Promise.all(references.map(shop.outcomes));
    expect(all).toEqual(references.map(() => ({ 'integration:slack slack': 'sent' })));
  });
});

test('every attempt is kept, with how late it was', async () => {
  await shop.start(planWith('[integration slack]'));
  const reference = await shop.open();
  shop.pass(4000);
  await shop.deliver(reference);
  const [one] = (await shop.attempts(reference)).filter(({ channel }) => channel === 'slack');
  expect(one).toMatchObject({ plan: 'shop', recipient: 'integration:slack', by: 'slack', outcome: 'sent', code: null });
  expect(one!.late_ms).toBeGreaterThanOrEqual(4000);
  expect(one!.late_ms).toBeLessThan(10_000);
});
