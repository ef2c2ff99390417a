/** An incident does not end before what was to be done about it is done. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { advance } from '../../services/incident/advance.ts';

import { shopPlan } from '../domain/support.ts';
import { hour, startShop } from './support.ts';
import type { Shop } from './support.ts';

const day = 24 * hour;
let shop: Shop;
beforeAll(
  async () =>
    void (shop = await startShop(shopPlan((text) => `${text}runbooks: { disk: { title: Disks, file: disk.md } }\n`))),
);
afterAll(() => shop.stop());

async function closed(): Promise<{ reference: string; action: string }> {
  const reference = await shop.open();
  await shop.act(reference, 'resolve', { note: 'Restarted.' });
  const due = new Date(shop.desk.now() + 100 * day).toISOString().slice(0, 10);
  const actions = [{ title: 'Watch the disk', owner: 'eva', due }];
  await shop.act(reference, 'postmortem', { rootCause: 'The disk was full.', lessons: 'Disks fill up.', actions });
  await shop.act(reference, 'close', {});
  return { reference, action: (await shop.row(reference)).state.actions![0]! };
}

test.each(['resolve', 'cancel'] as const)('%s of its action wakes it, and it ends', async (verb) => {
  const { reference, action } = await closed();
  shop.pass(8 * day);
  const turn = await advance(shop.desk, reference);
  expect([turn.ended, turn.inMs! > hour]).toEqual([false, true]);
  shop.pass(day);
  expect((await advance(shop.desk, reference)).ended).toBe(false);
  shop.stirs.length = 0;
  await shop.act(action, verb, { note: 'Done.', reason: 'No.' });
  expect(shop.stirs).toContain(`${reference} child`);
  await advance(shop.desk, reference);
  expect((await shop.row(reference)).ended_at).not.toBeNull();
});

test('a runbook wants somebody who updates it', async () => {
  const reference = await shop.open();
  await shop.act(reference, 'resolve', { note: 'Restarted.' });
  const write = (...runbooks: string[]) =>
    shop.act(reference, 'postmortem', { rootCause: 'The disk was full.', lessons: 'Disks fill up.', runbooks });
  await expect(write('desk')).rejects.toThrow('There is no runbook "desk" in this plan: it is one of disk.');
  await expect(write('disk')).rejects.toThrow('Nobody is there to update the runbook "disk"');
  expect(await shop.kinds(reference)).not.toContain('postmortem');
});

test('though nobody woke it, it looks again the next day', async () => {
  const { reference, action } = await closed();
  shop.pass(8 * day);
  await advance(shop.desk, reference);
  await shop.act(action, 'resolve', { note: 'Done.' });
  shop.pass(day + 1000);
  const { next_due_at } = await shop.row(reference);
  expect(next_due_at).toBeLessThan(shop.desk.now());
  await advance(shop.desk, reference);
  expect((await shop.kinds(reference)).at(-1)).toBe('ended');
});
