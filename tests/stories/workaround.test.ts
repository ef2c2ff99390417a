/** A workaround keeps the promise to resolve as soon as whoever asked has been told of it: when their mail was sent, not when it was written. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const user = 'rosa@prestamos.example';
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: await planFile('loans') })));
afterAll(() => world.stop());

/** Critical, on a Tuesday at 10:00 in Santiago: four working hours to resolve it. */
async function asked(requester = user): Promise<string> {
  world.startAt('2027-03-02T10:00:00-03:00');
  const fields = { sintomas: 'No se guarda nada.', 'usuario-afectado': 'Rosa' };
  return world.openIncident({
    title: 'No se registran préstamos',
    severity: 'critica',
    fields,
    requester: { email: requester },
  });
}

const resolution = async (reference: string) =>
  (await world.show(reference)).clocks.find(({ metric }: { metric: string }) => metric === 'resolution');
const mailOf = async (reference: string) =>
  (await world.notifications(reference)).find(
    (one: { kind: string; recipient: string }) => one.kind === 'workaround' && one.recipient === 'requester',
  );
const tell = (reference: string) => world.act(reference, 'workaround', { text: 'Anoten en la planilla.' });

test('mailed in time it is resolved in time, at the instant of the mail', async () => {
  const reference = await asked();
  await world.travel(2 * hours);
  await tell(reference);
  expect(world.mailsTo(user).at(-1)!.subject).toContain('No se registran');
  const { sentAt } = await mailOf(reference);
  expect(await resolution(reference)).toMatchObject({ state: 'met', fulfilledAt: sentAt });
  expect((await world.events(reference)).filter(({ kind }) => kind === 'workaround-told')).toEqual([
    expect.objectContaining({ dueAt: sentAt }),
  ]);
  await world.travel(5 * hours);
  expect(
    (await world.events(reference)).filter(({ data, kind }) => kind === 'breached' && data['metric'] === 'resolution'),
  ).toEqual([]);
});

test('with the mail server away over the deadline it is too late, and counts from when the mail did go', async () => {
  const reference = await asked('luis@prestamos.example');
  await world.travel(3 * hours);
  await world.smtp.goAway();
  await world.request('POST', `/api/incidents/${reference}/workaround`, { text: 'Anoten en la planilla.' });
  world.pass(2 * hours);
  await world.smtp.comeBack();
  await world.travel(10 * minutes);
  const { sentAt } = await mailOf(reference);
  const { state, dueAt, fulfilledAt } = await resolution(reference);
  expect([state, fulfilledAt]).toEqual(['breached', sentAt]);
  expect(Date.parse(sentAt)).toBeGreaterThan(Date.parse(dueAt));
});

test('an address that is refused is said to who is in charge, and the promise stays to be kept', async () => {
  const reference = await asked('nadie@prestamos.example');
  world.smtp.refused.add('nadie@prestamos.example');
  await world.act(reference, 'assign', { to: 'paula' });
  await tell(reference);
  expect((await world.events(reference)).at(-1)!.kind).toBe('workaround-untold');
  expect(world.mailsTo('paula@prestamos.example').at(-1)!.text).toContain('avísale por otro medio');
  expect((await resolution(reference)).state).toBe('running');
});
