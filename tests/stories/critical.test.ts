/** A P1 that nobody answers reaches the right people on time; somebody acknowledges and resolves it; the post-mortem falls due. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { recordHistory } from '../support/record-histories.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const hours = 60 * minutes;
let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

test('the main job', async () => {
  const reference = await world.openIncident();
  expect(reference).toBe('TRA-1');
  expect(world.mailsTo('ion@transport.example')).toHaveLength(1);
  expect(world.mailsTo('ana@transport.example')).toHaveLength(0);
  await world.travel(31 * minutes);
  expect(world.mailsTo('ana@transport.example')).toHaveLength(1);
  await world.travel(30 * minutes);
  expect(world.mailsTo('elena@transport.example')).toHaveLength(1);
  const { clocks, escalated } = await world.show(reference);
  expect(clocks[0]).toMatchObject({ metric: 'response', state: 'breached' });
  expect(escalated).toMatchObject({ why: 'response' });
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'start');
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  await world.travel(25 * hours);
  expect(await world.kinds(reference)).toEqual([
    'opened',
    'escalated',
    'escalated',
    'breached',
    'escalated',
    'acknowledged',
    'started',
    'resolved',
    'escalated',
    'breached',
    'escalated',
  ]);
  await world.act(reference, 'postmortem', { rootCause: 'disc plin', lessons: 'alarmă la 80 %' });
  await world.act(reference, 'close');
  await world.travel(8 * 24 * hours);
  expect((await world.show(reference)).endedAt).not.toBeNull();
  await world.handle(reference).result();
  await recordHistory(world, reference, 'critical');
});
