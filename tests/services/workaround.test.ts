/** When a workaround keeps the promise to resolve: whenever it is looked at, the instant at which its requester was told decides. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { act } from '../../services/incident/act.ts';
import { advance } from '../../services/incident/advance.ts';
import { deliver } from '../../services/notification/deliver.ts';
import type { Desk } from '../../services/desk.ts';
import { shopPlan } from '../domain/support.ts';

import { dying } from './dying.ts';
import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop(
    shopPlan((text) =>
      text.replace('P4: { response: 48h }', 'P4: { response: 48h, resolution: 4h, workaround: counts }'),
    ),
  );
});
afterAll(() => shop.stop());

const sent = async () => undefined;
const resolution = async (reference: string) =>
  (await shop.row(reference)).state.clocks.find(({ metric }) => metric === 'resolution')!;
/** Told to go on by the other door after 3 of 4 hours; whether it was mailed is another matter. */
async function waiting(): Promise<string> {
  const reference = await shop.open({ severity: 'P4', requester: { email: 'joe@joe.example' } });
  await deliver(shop.desk, sent, reference);
  shop.pass(3 * hour);
  await shop.act(reference, 'workaround', { text: 'Use the other door.' });
  return reference;
}
const sentAt = async (reference: string) =>
  (await shop.whole(reference)).notifications.find(({ kind }) => kind === 'workaround')!.sent_at;

test.each<[string, (reference: string) => Promise<unknown>]>([
  ['by a turn', (reference) => advance(shop.desk, reference)],
  ['before an act', (reference) => shop.act(reference, 'comment', { text: 'Well?', public: false })],
])('mailed in time and looked at after the due instant, %s, it is met', async (_, look) => {
  const reference = await waiting();
  expect(await deliver(shop.desk, sent, reference)).toBe(true);
  shop.pass(2 * hour);
  await look(reference);
  expect(await resolution(reference)).toMatchObject({ breachedAt: null, fulfilledAt: await sentAt(reference) });
  expect((await shop.kinds(reference)).filter((kind) => kind === 'workaround-told')).toHaveLength(1);
});

test('mailed too late and looked at only then, it is broken at its due instant, and kept when it was mailed', async () => {
  const reference = await waiting();
  shop.pass(2 * hour);
  await deliver(shop.desk, sent, reference);
  shop.pass(minute);
  await advance(shop.desk, reference);
  const clock = await resolution(reference);
  expect([clock.breachedAt! - clock.from, clock.fulfilledAt]).toEqual([4 * hour, await sentAt(reference)]);
  expect((await shop.kinds(reference)).slice(-2)).toEqual(['breached', 'workaround-told']);
});

test('resolved before the mail went, the resolution counts', async () => {
  const reference = await waiting();
  await shop.act(reference, 'resolve', { note: 'Done.' });
  await deliver(shop.desk, sent, reference);
  await advance(shop.desk, reference);
  expect(await shop.kinds(reference)).not.toContain('workaround-told');
  expect((await resolution(reference)).fulfilledAt).toBe((await shop.row(reference)).state.resolvedAt);
});

test('killed between any two statements it is told once and counted once', async () => {
  for (let at = 1, lived = false; !lived; at++) {
    const reference = await waiting();
    const { db, died, end } = dying(shop.url, { at, when: 'after' });
    const desk: Desk = { ...shop.desk, db, rules: new Map() };
    const living = deliver(desk, sent, reference)
      .then(() => advance(desk, reference))
      .then(() => true)
      .catch(() => false);
    lived = await Promise.race([living, died.then(() => false)]);
    await end().catch(() => undefined);
    // What died between sending and writing it down is sent again under the same id.
    shop.pass(1000);
    await shop.db.updateTable('notification').set({ lease_until: null }).where('reference', '=', reference).execute();
    await deliver(shop.desk, sent, reference);
    await advance(shop.desk, reference);
    expect(
      (await shop.kinds(reference)).filter((kind) => kind === 'workaround-told'),
      `${at}`,
    ).toHaveLength(1);
    expect(await resolution(reference), `${at}`).toMatchObject({ fulfilledAt: await sentAt(reference) });
    expect(at).toBeLessThan(40);
  }
});

test('asked twice with one key it waits for one mail', async () => {
  const reference = await shop.open({ severity: 'P4', requester: { email: 'joe@joe.example' } });
  const asked = { reference, verb: 'workaround', body: { text: 'Use the other door.' }, key: 'one' } as const;
  await Promise.all([act(shop.desk, admin, asked), act(shop.desk, admin, asked)]);
  await deliver(shop.desk, sent, reference);
  await advance(shop.desk, reference);
  expect((await shop.kinds(reference)).filter((kind) => kind.startsWith('workaround'))).toEqual([
    'workaround',
    'workaround-told',
  ]);
});
