/** Whoever asked about a P1 hears news every thirty minutes; the first are owed only after the first answer, and each public word begins the next round. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { compiled } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
let reference: string;
beforeAll(async () => {
  const transport = await readFile(new URL('../../plans/transport.yaml', import.meta.url), 'utf8');
  world = await startWorld({ plan: compiled(transport.replace('response: 1h\n', 'response: 1h\n    update: 30m\n')) });
  reference = await world.openIncident({ requester: { email: 'dispecer@acme.example' } });
});
afterAll(() => world.stop());

const update = async () =>
  (await world.show(reference)).clocks.find(({ metric }: { metric: string }) => metric === 'update');
const broken = async () =>
  (await world.events(reference)).filter(({ kind, data }) => kind === 'breached' && data['metric'] === 'update');

test('nothing is owed before the first answer, however late that is', async () => {
  await world.travel(45 * minutes);
  expect(await update()).toBeUndefined();
});

test('from the answer on they are owed, and what is said among ourselves is no news', async () => {
  await world.act(reference, 'comment', { text: 'Verificăm.', public: true });
  const first = await update();
  expect(first.state).toBe('running');
  await world.travel(20 * minutes);
  await world.act(reference, 'comment', { text: 'Cred că e discul.' });
  expect((await update()).dueAt).toBe(first.dueAt);
  await world.act(reference, 'comment', { text: 'Am găsit cauza.', public: true });
  const second = await update();
  const later = Date.parse(second.dueAt) - Date.parse(first.dueAt);
  expect(later).toBeGreaterThanOrEqual(20 * minutes);
  expect(later).toBeLessThan(21 * minutes);
});

test('silence for longer is on record, once, and a workaround is news too', async () => {
  await world.travel(31 * minutes);
  expect(await broken()).toHaveLength(1);
  await world.act(reference, 'workaround', { text: 'Folosiți aplicația de pe telefon.' });
  expect((await update()).state).toBe('running');
  await world.act(reference, 'resolve', { note: 'Disc schimbat.' });
  await world.travel(60 * minutes);
  expect(await broken()).toHaveLength(1);
  expect((await update()).state).toBe('met');
});
