/** Whether something still works, such as an import, is looked at by a program of one's own when somebody says so: a failure is a ticket, and the next success ends it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { look } from '../../channels/probes/index.ts';
import { hearLeft } from '../../services/alert/hear.ts';
import { lookAsked } from '../../services/monitor/overdue.ts';
import { rounds } from '../../services/monitor/rounds.ts';
import { runMonitor } from '../../services/monitor/run.ts';
import { showMonitor } from '../../services/monitor/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, startShop } from './support.ts';
import type { Shop } from './support.ts';

const which = { plan: 'shop', kind: 'check', name: 'import' };
let folder: string;
let shop: Shop;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guardia-import-'));
  const program = join(folder, 'import-check');
  await writeFile(program, `#!/bin/sh\necho "$SECRET"\ntest -f "${join(folder, 'sheet.xlsx')}" || exit 3\n`, {
    mode: 0o755,
  });
  const check = `{ title: The import still works, every: on change, on change of: [Sheets], command: ["${program}", --dry-run], service: app, opens: P2 }`;
  shop = await startShop(shopPlan((text) => `${text}checks: { import: ${check} }\n`));
});
afterAll(async () => {
  await shop.stop();
  await rm(folder, { recursive: true });
});

/** Somebody says that something has changed; who looks, and who hears what that found. */
async function changed() {
  await runMonitor(shop.desk, admin, which);
  await lookAsked(shop.desk, { look, signal: new AbortController().signal });
  await hearLeft(shop.desk, 0, (_, error) => {
    throw error;
  });
  return shop.db
    .selectFrom('incident')
    .select(['title', 'severity', 'service', 'status'])
    .orderBy('opened_at')
    .execute();
}

test('it is in no round: only a change brings it about', async () => expect(await rounds(shop.desk)).toEqual([]));

test('its failure opens one ticket, however often it fails; its success resolves it; its results are kept', async () => {
  const ticket = { title: 'The import still works: exit code 3', severity: 'P2', service: 'app' };
  expect(await changed()).toEqual([{ ...ticket, status: 'received' }]);
  expect(await changed()).toHaveLength(1);
  await writeFile(join(folder, 'sheet.xlsx'), 'x');
  expect(await changed()).toEqual([{ ...ticket, status: 'resolved' }]);
  const { results } = await showMonitor(shop.desk, admin, which);
  expect(results.map(({ ok, words }) => [ok, words])).toEqual([
    [true, null],
    [false, 'exit code 3'],
    [false, 'exit code 3'],
  ]);
});
