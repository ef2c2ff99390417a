/** An update begins by looking: where there is nothing to update it is done; what is found is what is to be applied, tested, and put back where that fails. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readRun } from '../../db/runs.ts';
import { actOnRun } from '../../services/procedure/act.ts';
import { showRun } from '../../services/procedure/show.ts';
import { startRun } from '../../services/procedure/start.ts';
import { toolsOf } from '../../worker/tools.ts';
import { shopPlan } from '../domain/support.ts';
import { carry } from '../services/carry.ts';
import { admin, startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

import { planFolder } from './support.ts';

// As npm does: 1 where something is outdated.
const folder = planFolder({
  'outdated.sh': 'cat found 2>/dev/null || exit 0; exit 1',
  'broken.sh': 'echo no network; exit 7',
});
const plan = shopPlan(
  (text) => `${text}updates:
  packages: { title: Packages, every: week, scan: [./outdated.sh], tests: Unit tests, owner: ana }
  broken: { every: week, scan: [./broken.sh], owner: ana }
`,
);

let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(async () => {
  await shop.stop();
  rmSync(folder, { recursive: true });
});

async function begin(procedure: string) {
  const { reference } = await startRun(shop.desk, admin, { plan: 'shop', procedure }, null);
  await carry(shop.desk, reference, toolsOf([folder]));
  return (await readRun(shop.db, reference))!;
}
let acts = 0;
const done = async (reference: string, step: string, verb: 'done' | 'fail' = 'done') => {
  const body = verb === 'done' ? { step } : { step, reason: 'It breaks' };
  await actOnRun(shop.desk, admin, { reference, verb, body, key: `key-${++acts}` });
  await carry(shop.desk, reference, toolsOf([folder]));
};

test('where nothing is outdated it is over', async () => {
  const { status, state } = await begin('updates/packages');
  expect([status, state.steps['scan']!.data]).toEqual(['done', { found: 0 }]);
});

test('a program that fails says nothing of updates', async () => {
  const { status, state } = await begin('updates/broken');
  expect([status, state.steps['scan']!.status]).toEqual(['failed', 'failed']);
});

test('what is outdated is applied between tests; when those fail afterwards it is put back', async () => {
  const table =
    'Package  Current  Wanted  Latest  Location  Depended by\nbasket  1.2.0  1.2.5  2.0.0  node_modules/basket  shop\n';
  writeFileSync(join(folder, 'found'), table);
  const looking = await begin('updates/packages');
  const { child } = looking.state.steps['scan']!;
  expect((await readRun(shop.db, child!))!.procedure).toBe('updates/packages/apply');
  await done(child!, 'tests-before');
  const shown = await showRun(shop.desk, admin, child!);
  expect(JSON.stringify(shown)).toContain('basket 1.2.0 → 2.0.0');
  await done(child!, 'apply');
  await done(child!, 'tests-after', 'fail');
  expect((await readRun(shop.db, child!))!.status).toBe('undoing');
  await done(child!, 'apply');
  expect((await readRun(shop.db, child!))!.status).toBe('undone');
  await carry(shop.desk, looking.reference, toolsOf([folder]));
  expect((await readRun(shop.db, looking.reference))!.status).toBe('failed');
});
