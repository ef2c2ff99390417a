/** What is critical for the loans desk is contained in two working hours by a clock of its own, whatever becomes of the others. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: await planFile('loans') })));
afterAll(() => world.stop());

/** A Tuesday at 17:00 in Santiago: an hour of work is left of the day. */
async function critical(): Promise<string> {
  world.startAt('2027-03-02T17:00:00-03:00');
  const fields = { sintomas: 'No se guarda nada.', 'usuario-afectado': 'Rosa' };
  return world.openIncident({ title: 'No se registran préstamos', severity: 'critica', fields });
}
const states = async (reference: string) =>
  Object.fromEntries(
    (await world.show(reference)).clocks.map(({ metric, state }: { metric: string; state: string }) => [metric, state]),
  );

test('contained the next morning before ten it is in time, and still to be resolved', async () => {
  const reference = await critical();
  await world.act(reference, 'acknowledge');
  await world.travel(16.5 * 60 * minutes);
  expect(await states(reference)).toMatchObject({ containment: 'running' });
  const { status } = await world.act(reference, 'contain', { note: 'Modo de sólo lectura.' });
  expect(status).toBe(200);
  expect(await states(reference)).toMatchObject({ response: 'met', containment: 'met', resolution: 'running' });
  expect((await world.events(reference)).at(-1)).toMatchObject({ kind: 'contained' });
});

test('past ten it is broken, and says by how much', async () => {
  const reference = await critical();
  await world.act(reference, 'acknowledge');
  await world.travel(17.5 * 60 * minutes);
  const { clocks } = await world.show(reference);
  const clock = clocks.find(({ metric }: { metric: string }) => metric === 'containment');
  expect(clock).toMatchObject({ rule: 'severities.critica.containment', state: 'breached', breachedAt: clock.dueAt });
  const late = Date.parse(clock.dueAt) - Date.parse('2027-03-03T10:00:00-03:00');
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(minutes);
  expect((await world.events(reference)).filter(({ kind }) => kind === 'breached')).toMatchObject([
    { dueAt: clock.dueAt, data: { metric: 'containment' } },
  ]);
});
