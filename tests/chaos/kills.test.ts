/** Whatever is killed with -9 at whatever point, each incident lives the same life, and each mail arrives once. */
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';

import { chance } from './chance.ts';
import { parts } from './house.ts';
import type { Part } from './house.ts';
import { liveThroughKill, setScene } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
  await scene.house.start(...parts);
});
afterAll(() => scene.stop());

const victims: readonly (readonly Part[])[] = [['worker'], ['api'], ['temporal'], ['postgres'], parts];

test.each(victims.map((some) => ({ some, name: some.length === 1 ? some[0] : 'everything at once' })))(
  'the story ends the same when $name is killed in the middle of it',
  async ({ some }) => {
    const seed = Date.now();
    onTestFailed(() => console.error(`seed ${seed}`));
    await liveThroughKill(scene, some, chance(seed));
  },
);

test('a caller who asks again with the same key after every kill has opened one incident', async () => {
  const { house } = scene;
  const opening = Promise.all([house.open('P2', 'again'), house.open('P2', 'again'), house.open('P2', 'again')]);
  await house.kill('api', 'postgres');
  await house.start('postgres', 'api');
  const references = [...(await opening), await house.open('P2', 'again')];
  expect(new Set(references).size).toBe(1);
});
