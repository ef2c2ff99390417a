/** A plan is put in force as a version; open work keeps the version it was opened under. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Rules } from '../../domain/plan.ts';
import { compilePlan } from '../../language/compile.ts';
import { Invalid } from '../../services/desk.ts';
import { advance } from '../../services/incident/advance.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { rulesOf } from '../../services/plan/rules.ts';
import { shopPlan, shopText } from '../domain/support.ts';

import { hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeEach(async () => void (shop = await startShop()));
afterEach(() => shop.stop());

const apply = (change?: (text: string) => string) => applyPlan(shop.desk, shopPlan(change), 'admin');
const quicker = (text: string) => text.replace('P1: { response: 1h', 'P1: { response: 10m');
const dueAfter = async (reference: string) => {
  const { next_due_at, opened_at } = await shop.row(reference);
  return (next_due_at! - opened_at) / minute;
};

test('the same plan again changes nothing', async () =>
  expect(await apply()).toMatchObject({ slug: 'shop', title: 'Shop', version: 1, changed: false, changes: [] }));

test('a changed plan is version 2', async () =>
  expect(await apply(quicker)).toMatchObject({ version: 2, changed: true }));

test('the first plan again is version 3, not 1', async () => {
  await apply(quicker);
  expect(await apply()).toMatchObject({ version: 3, changed: true });
});

test('an open incident keeps its version', async () => {
  const reference = await shop.open();
  await apply(quicker);
  shop.pass(20 * minute);
  await advance(shop.desk, reference);
  expect(await shop.kinds(reference)).toEqual(['opened', 'escalated']);
});

test('a new incident has the new one', async () => {
  await apply(quicker);
  expect(await dueAfter(await shop.open())).toBe(5);
});

test('two who apply it at once make one version', async () => {
  const both = await Promise.all([apply(quicker), apply(quicker)]);
  expect(both.map(({ version }) => version)).toEqual([2, 2]);
});

test('two who apply a new plan at once make one version', async () => {
  const fresh = (text: string) => text.replace('plan: shop', 'plan: stall').replace('reference: SHO', 'reference: STA');
  const both = await Promise.all([apply(fresh), apply(fresh)]);
  expect(both.map(({ version }) => version)).toEqual([1, 1]);
});

test('another plan with the same reference is refused', async () =>
  await expect(apply((text) => text.replace('plan: shop', 'plan: stall'))).rejects.toThrow(Invalid));

test('the reference of a plan cannot be changed', async () =>
  await expect(apply((text) => text.replace('reference: SHO', 'reference: SOH'))).rejects.toThrow(Invalid));

test('a changed contact is no new version', async () =>
  expect(await apply((text) => text.replace('ana@shop', 'anna@shop'))).toMatchObject({ version: 1, changed: false }));

test('and is in force at once', async () => {
  await apply((text) => text.replace('ana@shop', 'anna@shop'));
  const { email } = await shop.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', 'ana')
    .executeTakeFirstOrThrow();
  expect(email).toBe('anna@shop.example');
});

test('calendars are compiled further as time goes by, and kept', async () => {
  const rules = () => rulesOf({ ...shop.desk, rules: new Map<string, Promise<Rules>>() }, shop.db, 'shop', 1);
  const before = (await rules()).calendars['office']!.until;
  shop.pass(3 * 365 * 24 * hour);
  const after = (await rules()).calendars['office']!.until;
  const [row] = await shop.db.selectFrom('calendar').select('until').where('name', '=', 'office').execute();
  expect([after > before + 2 * 365 * 24 * hour, row!.until]).toEqual([true, after]);
});

test('a reference may have digits, and its incidents are found like any other', async () => {
  const fresh = (text: string) => text.replace('plan: shop', 'plan: stall').replace('reference: SHO', 'reference: S2B');
  await apply(fresh);
  const reference = await shop.open({ plan: 'stall' });
  await shop.act(reference, 'start', {});
  expect((await advance(shop.desk, reference)).ended).toBe(false);
});

const stored = (version: number) =>
  shop.db.selectFrom('plan_version').selectAll().where('version', '=', version).executeTakeFirstOrThrow();

test('a version keeps the plan as it is written, what it changed, who applied it and when', async () => {
  const { hash } = await applyPlan(shop.desk, shopPlan(quicker), 'ana');
  const row = await stored(2);
  expect(row).toMatchObject({ hash, applied_by: 'ana', files: {} });
  expect(row.changes).toEqual([{ path: 'severities.P1.response', kind: 'changed', sentence: 'P1 response 1h → 10m' }]);
  expect(Object.keys((row.written as { severities: object }).severities)).toEqual(['P1', 'P2', 'P3', 'P4']);
  expect(Math.abs(row.applied_at - Date.now())).toBeLessThan(60_000);
});

test('no contact is kept with a version', async () => {
  const { written, compiled, changes } = await stored(1);
  expect(JSON.stringify([written, compiled, changes])).not.toContain('@shop.example');
});

test('the same plan in other words is no new version', async () =>
  expect(
    await apply((text) => `# The shop\n${text.replace('P1: { response: 1h', 'P1: { response: 60m')}`),
  ).toMatchObject({
    version: 1,
    changed: false,
  }));

test('nor is it in another order', async () =>
  expect(await apply((text) => text.replace(/^(title: .*)\n(reference: .*)/m, '$2\n$1'))).toMatchObject({
    version: 1,
    changed: false,
  }));

test('a change in what is only recorded is a new version', async () => {
  const recording = (text: string) =>
    text.replace('P1: { response: 1h', 'P1: { examples: The till is dead, response: 1h');
  expect(await apply(recording)).toMatchObject({ version: 2, changes: [{ path: 'severities.P1.examples' }] });
});

test('a value that the environment gives or changes is a new version, whose words do not tell it', async () => {
  const named = shopText.replace('bolt.example', '"${BOLT}"');
  const from = (env: Record<string, string>) => {
    const { compiled } = compilePlan(named, 'shop.yaml', { env, has: () => false });
    return applyPlan(shop.desk, compiled!, 'admin');
  };
  await from({});
  const { version, changes } = await from({ BOLT: 'bolt.example' });
  expect([version, changes.length, changes[0]?.sentence]).toEqual([3, 1, expect.stringMatching('environment')]);
});

test('a dry run says what would happen, and nothing does', async () => {
  const would = await applyPlan(shop.desk, shopPlan(quicker), 'admin', { dryRun: true });
  expect(would).toMatchObject({
    version: 2,
    changed: true,
    dryRun: true,
    changes: [{ sentence: 'P1 response 1h → 10m' }],
  });
  const did = await apply(quicker);
  expect({ ...did, dryRun: true }).toEqual(would);
});

test('nor are contacts changed by one', async () => {
  const other = shopPlan((text) => text.replace('ana@shop', 'anna@shop'));
  const { changes } = await applyPlan(shop.desk, other, 'admin', { dryRun: true });
  expect(changes).toEqual([{ path: 'people', kind: 'changed', sentence: 'the contacts of 1 person changed' }]);
  expect((await applyPlan(shop.desk, other, 'admin', { dryRun: true })).changes).toEqual(changes);
});

test('a version from before plans were kept as written goes on', async () => {
  await shop.db.updateTable('plan_version').set({ hash: 'an old one', written: '{}' }).execute();
  expect(await apply()).toMatchObject({
    version: 2,
    changes: [{ sentence: 'from now on the plan is kept as it is written' }],
  });
});
