/** A promise such as 2h..4h warns its people by mail at the lower bound, in the plan's language, and breaks at the upper one. */
import { afterEach, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
afterEach(() => world.stop());

test.each([
  ['en', 'The first limit of the time for the response is reached; it is not over yet.'],
  ['ro', 'Prima limită a timpului de răspuns a fost atinsă; acesta nu a expirat încă.'],
])('in %s', async (locale, sentence) => {
  world = await startWorld({
    plan: shopPlan((text) =>
      text.replace('locale: en', `locale: ${locale}`).replace('response: 4h', 'response: 2h..4h'),
    ),
  });
  const reference = await world.openIncident({ severity: 'P2' });
  const warning = () => world.mailsTo('ion@shop.example').filter(({ text }) => text.includes(sentence));
  await world.travel(119 * minutes);
  expect(warning()).toHaveLength(0);
  const { clocks } = await world.show(reference);
  expect(Date.parse(clocks[0].dueAt) - Date.parse(clocks[0].warnsAt)).toBe(120 * minutes);
  await world.travel(2 * minutes);
  expect(warning()).toHaveLength(1);
  await world.travel(121 * minutes);
  expect((await world.events(reference)).filter(({ kind }) => ['warned', 'breached'].includes(kind))).toMatchObject([
    { kind: 'warned', dueAt: clocks[0].warnsAt, data: { metric: 'response' } },
    { kind: 'breached', dueAt: clocks[0].dueAt },
  ]);
  expect(warning()).toHaveLength(1);
});
