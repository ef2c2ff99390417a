/** After closing, whoever asked rates by one click in their mail, without an account; the marks of each person and plan are read from the events. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const user = 'dispecer@acme.example';
let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

const anonymous = { cookie: '', origin: 'null' };

/** A question that a person answers and closes; its requester follows the link of the mail to a mark, and sends it. */
async function rated(person: string, score: number, words: string): Promise<string> {
  const reference = await world.openIncident({ type: 'question', severity: 'P4', requester: { email: user } });
  await world.act(reference, 'assign', { to: person });
  await world.act(reference, 'resolve', { note: 'Explicat.' });
  expect(world.mailsTo(user).at(-1)!.text).not.toContain('/rate/');
  await world.act(reference, 'close');
  const { text } = world.mailsTo(user).at(-1)!;
  expect(text).toContain('Cât de mulțumit sunteți de ajutorul primit?');
  const marks = [...text.matchAll(/http:\/\/guardia\.example(\/requests\/\S+)\/rate\/(\d)/g)];
  expect(marks.map((one) => one[2])).toEqual(['1', '2', '3', '4', '5']);
  const browser = visitor(world);
  const page = await browser.get(`${marks[0]![1]}/rate/${score}`);
  expect(page.status).toBe(200);
  const sent = await browser.post(`${marks[0]![1]}/rate`, { score: String(score), text: words }, anonymous);
  expect(sent.status).toBe(303);
  return reference;
}

test('the satisfaction with each person and with the plan is added up from the events', async () => {
  const all = [await rated('ion', 5, 'Rapid!'), await rated('ion', 4, ''), await rated('mihai', 2, 'A durat.')];
  const marks = (await Promise.all(all.map((one) => world.events(one)))).flatMap((events) =>
    events.filter(({ kind }) => kind === 'rated').map(({ data }) => data),
  );
  const csat = (some: typeof marks) => some.reduce((sum, one) => sum + (one['score'] as number), 0) / some.length;
  expect(csat(marks.filter((one) => one['assignee'] === 'ion'))).toBe(4.5);
  expect(csat(marks.filter((one) => one['assignee'] === 'mihai'))).toBe(2);
  expect(csat(marks)).toBeCloseTo(11 / 3);
  expect(marks.every((one) => one['outOf'] === 5)).toBe(true);
});

test('nobody else rates: neither those who work on it, nor before it is over', async () => {
  const reference = await world.openIncident({ type: 'question', severity: 'P4', requester: { email: user } });
  for (const step of ['resolve', 'close'] as const) {
    const { status, body } = await world.act(reference, 'rate', { score: 5 });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('only who asked can do this')]);
    await world.act(reference, step, step === 'resolve' ? { note: 'Explicat.' } : {});
  }
});
