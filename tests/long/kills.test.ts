/** Twenty kills in a row of one or several parts, at random points: nobody could tell. `GUARDIA_SEED` repeats a run. */
import { afterAll, beforeAll, onTestFailed, test } from 'vitest';

import { chance } from '../chaos/chance.ts';
import { parts } from '../chaos/house.ts';
import type { Part } from '../chaos/house.ts';
import { liveThroughKill, setScene } from '../chaos/scene.ts';
import type { Scene } from '../chaos/scene.ts';

const seed = Number(process.env['GUARDIA_SEED'] ?? Date.now());
const random = chance(seed);
const kills = Array.from({ length: 20 }, (_, index) => named(index + 1, victims()));

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
  await scene.house.start(...parts);
});
afterAll(() => scene.stop());

test.each(kills)('kill $number, of $names: the story ends the same', async ({ some }) => {
  onTestFailed(() => console.error(`GUARDIA_SEED=${seed}`));
  await liveThroughKill(scene, some, random);
});

function named(number: number, some: readonly Part[]) {
  return { number, some, names: some.join(' and ') };
}

/** Each part as likely as not, and at least one. */
function victims(): readonly Part[] {
  const some = parts.filter(() => random() < 0.5);
  return some.length > 0 ? some : victims();
}
