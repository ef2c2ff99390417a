/** Killed between any two statements of writing a post-mortem, all of its actions are tickets or none is, and done again each is one. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { relationsOf } from '../../db/relations.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { saveDraft } from '../../services/incident/draft.ts';
import { shopPlan } from '../domain/support.ts';

import { dieAt, everyDeath } from './deaths.ts';
import { ana, hour, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

const runbooks = 'runbooks: { disk: { title: Disks, file: disk.md } }\n';
let shop: Shop;
beforeAll(async () => void (shop = await startShop(shopPlan((text) => text + runbooks))));
afterAll(() => shop.stop());

const owing = async () => {
  const reference = await shop.open();
  await shop.act(reference, 'resolve', { note: 'Restarted.' });
  await saveDraft(shop.desk, ana, reference, { rootCause: 'Perhaps the disk.' });
  return reference;
};

/** What there is of the incident, of its draft and of the tickets that it has brought about, wherever they are found. */
async function left(reference: string) {
  const whole = await shop.whole(reference);
  const found = await relationsOf(shop.db, [reference]);
  const children = await Promise.all(found.map(({ other }) => shop.whole(other)));
  return {
    kinds: whole.events.map(({ kind }) => kind),
    told: tellings(whole),
    said: whole.row!.state.actions?.length ?? 0,
    draft: (await shop.db.selectFrom('postmortem_draft').selectAll().where('reference', '=', reference).execute())
      .length,
    children: children
      .map((one) => [one.row!.title, one.row!.state.assignee, tellings(one), one.brokenAt === undefined])
      .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
  };
}

const count = async (table: 'incident' | 'relation' | 'search') =>
  (await shop.db.selectFrom(table).select('reference').execute()).length;
const counts = async () => Promise.all([count('incident'), count('relation'), count('search')]);

test('writing a post-mortem', { timeout: 120_000 }, async () => {
  const due = new Date(shop.desk.now() + 100 * 24 * hour).toISOString().slice(0, 10);
  const actions = [
    { title: 'Watch the disk', owner: 'eva', due },
    { title: 'A larger disk', owner: 'ion', due },
  ];
  const body = { rootCause: 'The disk was full.', lessons: 'Disks fill up.', actions, runbooks: ['disk'] };
  const write = (reference: string) => (desk: Desk) =>
    act(desk, ana, { reference, verb: 'postmortem', body, key: 'k' });
  const model = await owing();
  const none = await left(model);
  await write(model)(shop.desk);
  const full = await left(model);
  expect([none.children, none.draft, full.draft, full.said]).toEqual([[], 1, 0, 3]);
  expect(full.children).toEqual([
    ['A larger disk', 'ion', ['opened ion'], true],
    ['Update the runbook “Disks”', 'ana', ['opened ana'], true],
    ['Watch the disk', 'eva', ['opened eva'], true],
  ]);
  const statements = await everyDeath(async (death) => {
    const reference = await owing();
    const [incidents, relations, search] = await counts();
    const result = await dieAt(shop, death, write(reference));
    const after = await left(reference);
    expect([none, full], JSON.stringify(death)).toContainEqual(after);
    const more = after.children.length;
    expect(await counts(), JSON.stringify(death)).toEqual([incidents + more, relations + more, search + more]);
    await write(reference)(shop.desk);
    expect(await left(reference), JSON.stringify(death)).toEqual(full);
    expect(await count('incident'), JSON.stringify(death)).toBe(incidents + 3);
    return result;
  });
  // Three for each ticket, and what any act takes.
  expect(statements).toBeGreaterThan(14);
});
