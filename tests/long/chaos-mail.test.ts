/** A mail server that is away, or that refuses somebody, costs nobody else a mail. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { pause } from '../chaos/chance.ts';
import { parts } from '../chaos/house.ts';
import { expectEachOnce, setScene } from '../chaos/scene.ts';
import type { Scene } from '../chaos/scene.ts';
import { happened } from '../chaos/story.ts';

const patience = { timeout: 20_000, interval: 100 };
let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
  await scene.house.start(...parts);
});
afterAll(() => scene.stop());

test('what falls due while the mail server is away arrives once it is back, once each', async () => {
  const { house, smtp } = scene;
  await smtp.goAway();
  const references = await Promise.all([house.open('P2'), house.open('P2'), house.open('P2')]);
  await vi.waitFor(
    async () => expect((await outcomes(references)).map(([, how]) => how)).toContain('failed'),
    patience,
  );
  await smtp.comeBack();
  await vi.waitFor(
    async () => expect(await outcomes(references)).toEqual(references.map(() => ['escalated:patient:1 ion', 'sent'])),
    patience,
  );
  // As long as another try would have taken.
  await pause(5000);
  const ids = await messageIds(references);
  expect(smtp.mails).toHaveLength(references.length);
  expectEachOnce(ids, smtp.mails);
});

test('a refused address fails only its own notification, and is not tried again', async () => {
  const { house, smtp } = scene;
  smtp.refused.add('elena@chaos.example');
  const reference = await house.open('P1');
  await happened(house, reference, 'escalated:quick:4');
  await vi.waitFor(
    async () =>
      expect(await outcomes([reference])).toEqual([
        ['escalated:quick:1 ion', 'sent'],
        ['escalated:quick:2 ana', 'sent'],
        ['escalated:quick:3 ana', 'sent'],
        ['escalated:quick:3 elena', 'refused'],
        ['escalated:quick:4 elena', 'refused'],
      ]),
    patience,
  );
  expect((await house.told(reference)).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1]);
});

async function outcomes(references: readonly string[]): Promise<[string, string][]> {
  const told = (await Promise.all(references.map((reference) => scene.house.told(reference)))).flat();
  return told.map(({ event, recipient, outcome }) => [`${event} ${recipient}`, outcome]);
}

async function messageIds(references: readonly string[]): Promise<Set<string>> {
  const told = (await Promise.all(references.map((reference) => scene.house.told(reference)))).flat();
  return new Set(told.map(({ messageId }) => messageId!));
}
