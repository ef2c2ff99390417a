/** A log that no plan follows any more fills no server's disk: the slot that kept it is given back, or somebody hears that it cannot be. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { backupTools } from '../../channels/backups/index.ts';
import { ask } from '../../channels/backups/database.ts';
import { slotOf } from '../../channels/backups/wal.ts';
import { hear } from '../../services/alert/hear.ts';
import { releaseLogs } from '../../services/backup/release.ts';
import { placesOf, sourceOf } from '../../services/backup/source.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

import { addCopy, planOf } from './support.ts';

const tools = backupTools('/nowhere');
const env: Record<string, string> = { TILL: inject('postgres') };
const severities = 'severities: { P1: { response: 1h }, P2: { response: 4h } }';
const following = planOf(`${severities}
backups: { log: { on: "\${TILL}", every: continuously, driver: basebackup, mode: point in time, opens: P2, restore test: month } }`);
const signal = AbortSignal.timeout(60_000);
const slot = slotOf(sourceOf(following.plan, 'log', env, tools), placesOf(following.plan, 'log', env, tools)[0]!.at);
const slots = async () =>
  Number((await ask(env['TILL']!, `select count(*) from pg_replication_slots where slot_name = '${slot}'`, signal))[0]);

let shop: Shop;
beforeAll(async () => {
  shop = await startShop(following);
  Object.assign(shop.desk, { env });
  await addCopy(shop.db, 1000, { backup: 'log', driver: 'basebackup', mode: 'point in time' });
  await ask(env['TILL']!, `select pg_create_physical_replication_slot('${slot}', true)`, signal);
});
afterAll(async () => {
  await ask(
    inject('postgres'),
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '${slot}'`,
    signal,
  );
  await shop.stop();
});

const incidents = async () => {
  await hear(shop.desk);
  return shop.db.selectFrom('incident').select(['severity', 'status']).execute();
};

test('while a plan follows it the slot stays', async () => {
  expect([await releaseLogs(shop.desk, tools), await slots()]).toEqual([0, 1]);
});

test('once none does it is given back; where the server cannot be told, an incident is open until it can', async () => {
  await applyPlan(shop.desk, planOf(severities), 'admin');
  Object.assign(shop.desk, { env: { TILL: 'postgres://nobody@127.0.0.1:1/none' } });
  expect([await releaseLogs(shop.desk, tools), await slots()]).toEqual([0, 1]);
  expect(await incidents()).toEqual([{ severity: 'P2', status: 'received' }]);
  Object.assign(shop.desk, { env });
  shop.pass(1000);
  expect([await releaseLogs(shop.desk, tools), await slots()]).toEqual([1, 0]);
  expect(await incidents()).toEqual([{ severity: 'P2', status: 'resolved' }]);
  expect(await releaseLogs(shop.desk, tools)).toBe(0);
});
