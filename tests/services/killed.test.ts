/** Killed between any two statements, a service has done all of its work or none, and done again it is done once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { advance } from '../../services/incident/advance.ts';
import { open } from '../../services/incident/open.ts';

import { dieAt, everyDeath } from './deaths.ts';
import { admin, minute, report, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

const fingerprint = async (reference: string) => {
  const whole = await shop.whole(reference);
  const { row, events, brokenAt } = whole;
  return {
    kinds: events.map(({ kind }) => kind),
    told: tellings(whole),
    row: row === undefined ? null : { status: row.status, version: row.version, seq: row.seq },
    chained: brokenAt === undefined && row?.chain === events.at(-1)?.hash,
  };
};

describe('opening', () => {
  test('leaves the whole incident or nothing, and again leaves one', async () => {
    const full = await fingerprint(await shop.open());
    const statements = await everyDeath(async (death) => {
      const key = `open ${death.when} ${death.at}`;
      const work = (desk: Desk) => open(desk, admin, report(), key);
      const before = await shop.incidents();
      const result = await dieAt(shop, death, work);
      const left = await shop.incidents();
      expect(left - before, key).toBeLessThanOrEqual(1);
      const { reference } = await work(shop.desk);
      expect(await fingerprint(reference), key).toEqual(full);
      expect(await shop.incidents(), key).toBe(before + 1);
      return result;
    });
    expect(statements).toBeGreaterThan(4);
  });
});

describe('an act', () => {
  test('is done whole or not at all, and again is done once', async () => {
    const prepared = async () => {
      const reference = await shop.open();
      await shop.db.updateTable('incident').set({ next_due_at: null }).where('reference', '=', reference).execute();
      return reference;
    };
    const body = { note: 'Restarted.' };
    const model = await prepared();
    const none = await fingerprint(model);
    await shop.act(model, 'resolve', body);
    const full = await fingerprint(model);
    const statements = await everyDeath(async (death) => {
      const reference = await prepared();
      const work = (desk: Desk) => act(desk, admin, { reference, verb: 'resolve', body, key: 'k' });
      const result = await dieAt(shop, death, work);
      expect([none, full], JSON.stringify(death)).toContainEqual(await fingerprint(reference));
      await work(shop.desk);
      expect(await fingerprint(reference), JSON.stringify(death)).toEqual(full);
      return result;
    });
    expect(statements).toBeGreaterThan(6);
  });
});

describe('a turn', () => {
  test('is taken whole or not at all, and again is taken once', async () => {
    shop.pass(-30 * minute);
    const waiting: string[] = [];
    for (let i = 0; i < 60; i++) waiting.push(await shop.open());
    // Turned back so that none is swept by the turn of another.
    await shop.db.updateTable('incident').set({ next_due_at: null }).execute();
    shop.pass(30 * minute + 1);
    const model = waiting.pop()!;
    const none = await fingerprint(model);
    await advance(shop.desk, model);
    const full = await fingerprint(model);
    expect(full.kinds).toEqual(['opened', 'escalated', 'escalated']);
    const statements = await everyDeath(async (death) => {
      const reference = waiting.pop()!;
      const result = await dieAt(shop, death, (desk) => advance(desk, reference));
      expect([none, full], JSON.stringify(death)).toContainEqual(await fingerprint(reference));
      await advance(shop.desk, reference);
      expect(await fingerprint(reference), JSON.stringify(death)).toEqual(full);
      return result;
    });
    expect(statements).toBeGreaterThan(6);
  });
});
