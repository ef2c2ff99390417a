/** Two people report the same outage: one ticket is merged into the other, and both hear how it ends. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hours = 3_600_000;
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: shopPlan() })));
afterAll(() => world.stop());

const ask = (email: string) => world.openIncident({ severity: 'P2', title: 'The till is down', requester: { email } });

test('the one who asked second is told of the workaround and the end, and pages stop', async () => {
  const [main, double] = [await ask('joe@joe.example'), await ask('kim@kim.example')];
  await world.act(double, 'link', { to: main, as: 'duplicate' });
  await world.act(main, 'workaround', { text: 'Use the other door.' });
  await world.act(main, 'resolve', { note: 'Restarted.' });
  for (const one of ['joe@joe.example', 'kim@kim.example'])
    expect(
      world.mailsTo(one).filter(({ text }) => text.includes('the other door')),
      one,
    ).toHaveLength(1);
  await world.travel(25 * hours);
  const kinds = (reference: string) => world.kinds(reference);
  expect(await kinds(double)).toEqual(['opened', 'escalated', 'merged']);
  expect(await kinds(main)).toContain('merged-in');
  await world.travel(8 * 24 * hours);
  expect((await world.show(double)).endedAt).not.toBeNull();
  await world.handle(double).result();
});
