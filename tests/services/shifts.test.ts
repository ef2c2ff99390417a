/** The look at who takes over: killed anywhere it is done once by the next one, and the worker's goes on whatever fails. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../../services/desk.ts';
import { tellGaps } from '../../services/on-call/gaps.ts';
import { handOvers } from '../../services/on-call/hand-over.ts';
import { shopPlan } from '../domain/support.ts';
import { keepShifts } from '../../worker/shifts.ts';

import { dying } from './dying.ts';
import { hour, startShop } from './support.ts';
import type { Shop } from './support.ts';

const rotations = `rotations:
  primary: { members: [ana, ion], every: 12h, handoff: "08:00", starts: 2026-01-05 }
  later: { members: eva, every: 1 week, starts: 2099-01-05 }
`;
let shop: Shop;
beforeAll(
  async () => void (shop = await startShop(shopPlan((text) => text.replace('severities:', `${rotations}severities:`)))),
);
afterAll(() => shop.stop());

const tellings = (kind: string) =>
  shop.db.selectFrom('notification').select(['event_key', 'recipient']).where('kind', '=', kind).execute();

/** How often it could die; after each death `again` does it anew, and `check` looks at what came of it. */
async function everyDeath(
  work: (desk: Pick<Desk, 'db' | 'now' | 'rules'>) => Promise<unknown>,
  check: () => Promise<void>,
) {
  for (let at = 1; ; at += 1)
    for (const when of ['before', 'after'] as const) {
      const { db, end } = dying(shop.url, { at, when });
      const lived = await work({ ...shop.desk, db, rules: new Map<string, Promise<Rules>>() }).then(
        () => true,
        () => false,
      );
      await end().catch(() => undefined);
      await work(shop.desk);
      await check();
      if (lived) return at - 1;
    }
}

test('killed between any two statements a change of shift is told once', async () => {
  await handOvers(shop.desk);
  let shifts = (await tellings('shift')).length;
  const deaths = await everyDeath(
    (desk) => handOvers(desk),
    async () => {
      expect(await tellings('shift')).toHaveLength(shifts);
      shop.pass(12 * hour);
      shifts += 1;
    },
  );
  expect(deaths).toBeGreaterThan(8);
  const keys = (await tellings('shift')).map(({ event_key, recipient }) => `${event_key} ${recipient}`);
  expect(new Set(keys).size).toBe(keys.length);
}, 60_000);

test('and so is a gap', async () => {
  let gaps = 0;
  const deaths = await everyDeath(
    (desk) => tellGaps(desk),
    async () => {
      gaps += 1;
      expect(await tellings('gap')).toHaveLength(gaps);
      shop.pass(8 * 24 * hour);
    },
  );
  expect(deaths).toBeGreaterThan(6);
}, 60_000);

test('the worker tells at once, and after Postgres failed', async () => {
  await handOvers(shop.desk);
  shop.pass(12 * hour);
  const mails: string[] = [];
  const warnings: string[] = [];
  let failing = true;
  const desk = {
    ...shop.desk,
    now: () => {
      if (failing) throw new Error('Postgres is away');
      return shop.desk.now();
    },
  };
  const stop = keepShifts({
    desk,
    send: async ({ subject }) => void mails.push(subject),
    warn: (sentence) => void warnings.push(sentence),
  });
  await vi.waitFor(() => expect(warnings).toEqual(['who takes over is not told, and is tried again']));
  failing = false;
  await vi.waitFor(() => expect(mails).toContain('[shop] You are on call: primary'), { timeout: 15_000 });
  stop();
}, 30_000);
