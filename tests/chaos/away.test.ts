/** While Temporal is away, and after all of its data is lost, what was promised is still kept. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { incidentWorkflowId } from '../../workflows/ids.ts';

import { parts } from './house.ts';
import { everyTurnTaken, expectEachOnce, setScene, toldInFull } from './scene.ts';
import type { Scene } from './scene.ts';
import { happened, happenings, life, live } from './story.ts';

let scene: Scene;
beforeAll(async () => void (scene = await setScene()));
afterAll(() => scene.stop());

test('while Temporal is away openings are answered at once, and the whole story is told', async () => {
  const { house, smtp } = scene;
  await house.start('postgres', 'api');
  // Ready only once Temporal is there.
  const working = house.start('worker');
  const took: number[] = [];
  for (let one = 0; one < 10; one++) took.push(await msTaken(() => house.open('P2')));
  expect(Math.max(...took)).toBeLessThan(1000);
  const reference = await live(house);
  expect(await happenings(house, reference)).toEqual(life);
  const ids = await toldInFull(house, [reference]);
  expectEachOnce(
    ids,
    smtp.mails.filter(({ messageId }) => ids.has(messageId)),
  );

  await house.start('temporal');
  await working;
  await expectWorkflows(['CHA-1', 'CHA-10']);
});

test('when its data is deleted between two starts, every open incident goes on in a workflow of its own', async () => {
  const { house } = scene;
  // The second falls due soon; nothing but the loss gives the others a reason to wake.
  const references = await Promise.all([house.open('P3'), house.open('P2'), house.open('P3')]);
  await everyTurnTaken(house);
  await house.kill(...parts);
  house.forget();
  await house.start(...parts);
  await expectWorkflows(references);
  await everyTurnTaken(house);
  await happened(house, references[1], 'escalated:patient:2');
});

async function expectWorkflows(references: readonly string[]): Promise<void> {
  const client = await scene.house.client();
  for (const reference of references)
    await vi.waitFor(
      async () => {
        const { status } = await client.workflow.getHandle(incidentWorkflowId(reference)).describe();
        expect(status.name).toBe('RUNNING');
      },
      { timeout: 20_000, interval: 100 },
    );
  await client.connection.close();
}

async function msTaken(doing: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await doing();
  return performance.now() - began;
}
