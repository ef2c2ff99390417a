/** Who reviews what was unusual finds it on the ticket, to be ticked: counted, heard for the first time, let in, shut out. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createKey, revokeKey } from '../../services/access/keys.ts';
import { noteRefused } from '../../services/access/refused.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { begin } from '../../services/schedule/begin.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const day = 24 * hour;
const text = (shopText: string, locale = 'en') =>
  `${shopText.replace('locale: en', `locale: ${locale}`)}reviews:
  daily: { every: day 09:00, owner: lead, checklist: [Look at the dashboards], finds: anomalies }
  business: { every: business day 09:00, owner: lead, finds: anomalies }
`;
/** A Tuesday, nine in the morning in Bucharest. */
const nominalAt = Date.parse('2027-03-02T09:00+02:00');
const yesterday = Date.parse('2027-03-01T00:00+02:00');
let shop: Shop;

const at = (instant: number) => void (shop.desk.clock.offsetMs += instant - shop.desk.now());
const fails = (from: number, count: number, words: string) =>
  sql`insert into result (plan, monitor, at, ok, words)
    select 'shop', 'check/api', ${from}::bigint + step * 60000, false, replace(${words}, '#', step::text)
    from generate_series(1, ${count}::int) step`.execute(shop.db);

beforeAll(async () => {
  shop = await startShop(shopPlan(text));
  await sql`update plan_version set applied_at = ${yesterday - 20 * day}::bigint`.execute(shop.db);
});
afterAll(() => shop.stop());

async function ticket(name: string, instant = nominalAt): Promise<string> {
  at(instant);
  const reference = await begin(shop.desk, { plan: 'shop', name: `reviews/${name}`, nominalAt: instant });
  return (await shop.row(reference!)).description!;
}

test('where nothing was, it says so', async () =>
  expect(await ticket('daily')).toBe(
    '- Look at the dashboards\n\nNothing unusual was found from Mon, 1 Mar 2027, 00:00 EET until Tue, 2 Mar 2027, 00:00 EET.',
  ));

describe('the day after much has happened', () => {
  let lines: readonly string[];
  beforeAll(async () => {
    for (let back = 1; back <= 15; back += 1) await fails(yesterday - back * day, 2, 'timeout after # ms');
    await fails(yesterday + 3 * hour, 30, 'timeout after # s');
    await fails(yesterday + 4 * hour, 1, 'timeout after # ms');
    await fails(yesterday + 5 * hour, 3, 'ECONNREFUSED # times');
    at(yesterday + 6 * hour);
    const { id } = await createKey(shop.desk, { plan: 'shop', person: 'ana' }, 'laptop');
    await revokeKey(shop.desk, admin, id);
    await noteRefused(shop.desk);
    await applyPlan(
      shop.desk,
      shopPlan((plan) => text(plan).replace('title: Shop', 'title: The shop')),
      'ana',
    );
    await shop.db
      .insertInto('mute')
      .values({
        plan: 'shop',
        monitor: 'check/api',
        from_at: yesterday,
        until_at: nominalAt,
        reason: null,
        made_by: 'ion',
      })
      .execute();
    const reference = await shop.open();
    await shop.db
      .updateTable('notification')
      .set({ outcome: 'refused', due_at: yesterday + 7 * hour })
      .where('reference', '=', reference)
      .execute();
    lines = (await ticket('daily', nominalAt + minute)).split('\n').slice(4);
  }, 30_000);

  test('it lists all of it and nothing else', () =>
    expect(lines).toEqual([
      '- [ ] Failures of check/api: 34, usually 2 a day',
      '- [ ] New error of check/api: timeout after 1 s',
      '- [ ] New error of check/api: ECONNREFUSED 1 times',
      '- [ ] Sign-ins and keys refused: 1',
      '- [ ] New key “laptop” (ana)',
      '- [ ] Key “laptop” revoked (ana)',
      '- [ ] The plan was changed: version 2, by ana',
      '- [ ] check/api is muted (ion)',
      '- [ ] Messages that could not be delivered: 2',
    ]));

  test('again it is the same ticket', async () => {
    const before = await shop.incidents();
    await ticket('daily', nominalAt + minute);
    expect(await shop.incidents()).toBe(before);
  });

  test('in the language of the plan', async () => {
    await applyPlan(
      shop.desk,
      shopPlan((plan) => text(plan, 'es')),
      'ana',
    );
    expect(await ticket('daily', nominalAt + 2 * minute)).toContain(
      '- [ ] Fallos de check/api: 34; lo habitual es 2 al día',
    );
  });
});

test('on a Monday it looks back to Friday, and says of which day it speaks', async () => {
  await applyPlan(shop.desk, shopPlan(text), 'ana');
  await fails(Date.parse('2027-03-06T10:00+02:00'), 50, 'ECONNREFUSED #');
  const description = await ticket('business', Date.parse('2027-03-08T09:00+02:00'));
  expect(description).toContain('Found from Fri, 5 Mar 2027, 00:00 EET until Mon, 8 Mar 2027, 00:00 EET:');
  expect(description).toContain('- [ ] 2027-03-06: Failures of check/api: 50, usually 2 a day');
});
