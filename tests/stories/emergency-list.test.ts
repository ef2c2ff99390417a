/** The calendar's emergency list is proven each quarter: who answers from the mail is proven, and a test that nobody answers is escalated within the hour. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: await planFile('calendar') })));
afterAll(() => world.stop());

const begun = async (): Promise<string> => {
  const me = visitor(world);
  await me.signIn(world.admin);
  expect(
    (await me.post('/on-call/emergency/test', { plan: 'calendar', key: `click-${world.desk.now()}` })).status,
  ).toBe(303);
  return (await world.request('GET', '/api/incidents')).body.items[0].reference;
};
const mails = (address: string, reference: string) =>
  world.mailsTo(`${address}@empresa.example`).filter(({ subject }) => subject.includes(`[${reference}]`));
const everybody = ['tech-lead', 'oncall', 'devops', 'sre', 'cto', 'pm'];

test('each of the six is mailed it in their language, and one click proves who answers', async () => {
  const reference = await begun();
  for (const one of everybody) expect([one, mails(one, reference).length]).toEqual([one, 1]);
  expect(mails('cto', reference)[0]!.language).toBe('es-CL');
  const link = /http\S+\/acknowledge\/\S+/.exec(mails('sre', reference)[0]!.text)![0];
  expect((await visitor(world).post(new URL(link).pathname)).status).toBe(200);
  await world.settled();
  const { contacts } = (await world.request('GET', '/api/emergency')).body.items[0];
  const proven = contacts
    .flatMap(({ people }: { people: { person: string; provenAt: string | null }[] }) => people)
    .filter(({ provenAt }: { provenAt: string | null }) => provenAt !== null)
    .map(({ person }: { person: string }) => person);
  expect(proven).toEqual(['sre']);
  await world.travel(61 * minutes);
  expect((await world.show(reference)).clocks).toMatchObject([{ metric: 'response', state: 'met' }]);
});

test('answered by nobody it is told again, and after the hour it is broken and on record', async () => {
  const reference = await begun();
  await world.travel(61 * minutes);
  expect(mails('cto', reference).length).toBeGreaterThan(1);
  expect(await world.show(reference)).toMatchObject({
    clocks: [{ state: 'breached' }],
    escalated: { why: 'response' },
  });
});
