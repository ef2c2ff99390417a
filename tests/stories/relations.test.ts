/** Tickets of the transport plan stand together: parent and child, related, a known error that points at its article, and the hotfix that mends it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
let outage: string;
let report: string;
let sync: string;
beforeAll(async () => {
  world = await startWorld();
  outage = await world.openIncident({ severity: 'P1', title: 'Aplicația nu răspunde' });
  report = await world.openIncident({ severity: 'P2', title: 'Nu pot crea curse' });
  sync = await world.openIncident({ severity: 'P3', title: 'Facturile nu se sincronizează' });
});
afterAll(() => world.stop());

const relations = async (reference: string) =>
  (await world.show(reference)).relations.map(({ as, to }: { as: string; to: string }) => `${as} ${to}`);
const link = async (from: string, as: string, to: string) => {
  const { status, body } = await world.act(from, 'link', { to, as });
  return [status, body.detail];
};

test('said from one side, it stands on both', async () => {
  expect(await link(report, 'child', outage)).toEqual([200, undefined]);
  expect(await link(sync, 'related', outage)).toEqual([200, undefined]);
  expect(await relations(outage)).toEqual(expect.arrayContaining([`parent ${report}`, `related ${sync}`]));
  expect(await relations(report)).toEqual([`child ${outage}`]);
  expect(await relations(sync)).toEqual([`related ${outage}`]);
  for (const one of [outage, report])
    expect(
      (await world.events(one)).some(({ kind }) => kind === 'linked'),
      one,
    ).toBe(true);
});

test('nobody has two parents, and none comes round to itself', async () => {
  expect(await link(report, 'child', sync)).toEqual([409, expect.stringContaining(`is a child of ${outage} already`)]);
  expect(await link(outage, 'child', report)).toEqual([409, expect.stringContaining('come round to itself')]);
  expect(await link(outage, 'related', outage)).toEqual([422, expect.anything()]);
  expect(await link(outage, 'related', 'TRA-99999')).toEqual([422, expect.stringContaining('TRA-99999')]);
});

test('a known error points at its article, and an urgent one at the hotfix that mends it', async () => {
  expect(await link(sync, 'article', 'sync')).toEqual([200, undefined]);
  expect(await link(sync, 'article', 'KB-1')).toEqual([422, expect.stringContaining('There is no article "KB-1"')]);
  expect(await link(outage, 'change', 'hotfix/reconectare-baza-de-date')).toEqual([200, undefined]);
  expect(await relations(sync)).toContain('article sync');
  expect(await relations(outage)).toContain('change hotfix/reconectare-baza-de-date');
});

test('untied, it is gone on both sides', async () => {
  expect((await world.act(outage, 'unlink', { to: report })).status).toBe(200);
  expect(await relations(report)).toEqual([]);
  expect((await relations(outage)).join()).not.toContain(report);
});
