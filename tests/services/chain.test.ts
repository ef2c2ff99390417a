/** The chain of an incident's events: whole after everything, broken by tampering, untouched by erasure. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Database } from '../../db/schema.ts';
import { advance } from '../../services/incident/advance.ts';

import { hour, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let reference: string;
beforeAll(async () => {
  shop = await startShop();
  reference = await shop.open();
  shop.pass(2 * hour);
  await advance(shop.desk, reference);
  await shop.act(reference, 'triage', { category: 'network', assignee: 'ana' });
  await shop.act(reference, 'resolve', { note: 'Mr Pop, 0722 123 456, was right.', cause: 'Ț' });
});
afterAll(() => shop.stop());

type EventRow = Database['event'];

/** Where the chain breaks once a row is changed by someone with access to the database; then all is put back. */
async function after(seq: number, tampered: Partial<Record<keyof EventRow, unknown>>): Promise<number | undefined> {
  const { events } = await shop.whole(reference);
  const { data, text, ...row } = events[seq - 1]!;
  const whole = { ...row, data: JSON.stringify(data), text: text === null ? null : JSON.stringify(text) };
  const at = () => shop.db.updateTable('event').where('reference', '=', reference).where('key', '=', row.key);
  await at()
    .set(tampered as never)
    .execute();
  const { brokenAt } = await shop.whole(reference);
  await shop.db
    .updateTable('event')
    .set(whole)
    .where('reference', '=', reference)
    .where('hash', '=', (tampered.hash as string) ?? row.hash)
    .execute();
  return brokenAt;
}

test('holds after turns and acts', async () => expect((await shop.whole(reference)).brokenAt).toBeUndefined());

test('goes on from where the incident says', async () => {
  const { row, events } = await shop.whole(reference);
  expect([row!.seq, row!.chain]).toEqual([events.length, events.at(-1)!.hash]);
});

test.each<[string, Partial<Record<keyof EventRow, unknown>>]>([
  ['an instant', { at: 1 }],
  ['when it was due', { due_at: 1 }],
  ['who did it', { by: 'eva' }],
  ['what it was', { kind: 'closed' }],
  ['its data', { data: JSON.stringify({ step: 7 }) }],
  ['the digest of its words', { digest: 'x' }],
  ['its hash', { hash: 'x' }],
])('notices that %s was changed', async (_, tampered) => expect(await after(3, tampered)).toBe(3));

test('notices that one is missing', async () => {
  const { events } = await shop.whole(reference);
  const { data, text, ...gone } = events[3]!;
  await shop.db.deleteFrom('event').where('reference', '=', reference).where('seq', '=', 4).execute();
  const { brokenAt } = await shop.whole(reference);
  await shop.db
    .insertInto('event')
    .values({ ...gone, data: JSON.stringify(data), text: text === null ? null : JSON.stringify(text) })
    .execute();
  expect(brokenAt).toBe(4);
});

test('stays whole when words are erased', async () => {
  await shop.db.updateTable('event').set({ text: null, salt: null }).where('reference', '=', reference).execute();
  expect((await shop.whole(reference)).brokenAt).toBeUndefined();
});

test('and what was erased is nowhere else in the timeline', async () =>
  expect(JSON.stringify((await shop.whole(reference)).events)).not.toContain('0722 123'));
