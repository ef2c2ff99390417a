/** Each time a review is due its owners are given a ticket at the right instant by their own clocks, whatever the clocks do meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { recordHistory } from '../support/record-histories.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const day = 86_400_000;
const plan = `reviews:
  plan:
    title: Review of the support plan
    every: first business day of the quarter 09:00
    owner: [lead, support]
    within: 2 business days
    calendar: office
    checklist: [Are the deadlines still right?, Are the contacts?]
  access: { every: year, owner: lead, severity: P2, within: 2h }
`;
interface Ticket {
  readonly reference: string;
  readonly openedAt: string;
  readonly category: string;
}
let world: World;
let tickets: Ticket[];
let access: Ticket;
const named =
  (name: string) =>
  (one: { name: string }): boolean =>
    one.name === name;
beforeAll(async () => {
  world = await startWorld({ plan: shopPlan((text) => text + plan) });
  await world.reconcile();
  expect((await world.request('GET', '/api/incidents')).body.items).toEqual([]);
  const { next } = (await world.request('GET', '/api/schedules')).body.items.find(named('reviews/plan'));
  await world.travel(Date.parse(next[3].at) - world.desk.now() + 7 * day);
  const all: Ticket[] = (await world.request('GET', '/api/incidents')).body.items.toReversed();
  tickets = all.filter(({ category }) => category === 'plan');
  access = all.find(({ category }) => category === 'access')!;
  const run = `shop/reviews/plan-${(await opened(tickets[0]!)).replace('.000', '')}`;
  await recordHistory({ handle: () => world.client.workflow.getHandle(run) }, run, 'review');
}, 60_000);
afterAll(() => world.stop());

const opened = async ({ reference }: Ticket) =>
  (await world.events(reference)).find(({ kind }) => kind === 'opened')!.dueAt!;
const local = (instant: string) => new Date(instant).toLocaleString('sv-SE', { timeZone: 'Europe/Bucharest' });

test('each quarter has its own, also where nobody has closed the last', () => expect(tickets).toHaveLength(4));

test('at nine by the clocks on the wall, in winter and in summer', async () => {
  const instants = await Promise.all(tickets.map(opened));
  expect(instants.map((at) => local(at).slice(11))).toEqual(Array(4).fill('09:00:00'));
  expect(new Set(instants.map((at) => at.slice(11))).size).toBe(2);
});

test('on the first day of the quarter that the office opens', async () => {
  for (const at of await Promise.all(tickets.map(opened))) {
    const date = new Date(`${local(at).slice(0, 10)}T00:00Z`);
    expect([0, 6]).not.toContain(date.getUTCDay());
    expect(date.getUTCDate()).toBeLessThanOrEqual(3);
    expect([0, 3, 6, 9]).toContain(date.getUTCMonth());
  }
});

test('what is opened says what is to be done, and whose it is', async () =>
  expect(await world.show(tickets[0]!.reference)).toMatchObject({
    type: 'task',
    title: 'Review of the support plan',
    description: '- Are the deadlines still right?\n- Are the contacts?',
    severity: 'P4',
    category: 'plan',
    assignee: 'ana',
  }));

test.each(['ana', 'ion', 'eva'])('%s, one of its owners, is mailed at once', async (person) => {
  const { reference } = tickets[0]!;
  const mails = world.mailsTo(`${person}@shop.example`).filter(({ subject }) => subject.includes(`[${reference}]`));
  expect(mails[0]!.subject).toBe(`[${reference}] P4 · Review of the support plan`);
  for (const body of [mails[0]!.text, mails[0]!.html])
    expect(body).toMatch(/It is time for this task of yours.[^]*- Are the contacts\?/);
  const told = (await world.notifications(reference)).find(
    ({ recipient, event }: { recipient: string; event: string }) => recipient === person && event === 'opened',
  );
  expect(told.lateMs).toBeLessThan(10_000);
});

test('its list is a run, and nobody is told of that besides', async () => {
  const { runs } = await world.show(tickets[0]!.reference);
  expect(runs).toMatchObject([{ procedure: 'reviews/plan', status: 'running' }]);
  expect(world.smtp.mails.filter(({ subject }) => subject.includes(`[${runs[0].reference}]`))).toEqual([]);
});

test('what is not done within its two business days is late, on record, by the rule of the review', async () => {
  for (const ticket of tickets) {
    const { clocks } = await world.show(ticket.reference);
    const resolution = clocks.find(({ metric }: { metric: string }) => metric === 'resolution');
    expect(resolution).toMatchObject({ rule: 'reviews.plan.within', state: 'breached', calendar: 'office' });
    expect(local(resolution.breachedAt).slice(11)).toBe('18:00:00');
  }
});

describe('one whose severity has a response and an escalation', () => {
  test('is told to its owner alone, once, and that it is late', () => {
    const mails = world.smtp.mails.filter(({ subject }) => subject.includes(`[${access.reference}]`));
    expect(mails.map(({ text }) => text.includes('It is time for this task of yours.'))).toEqual([true, false]);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(1);
  });
  test('promises what the review says and nothing else', async () => {
    const { clocks } = await world.show(access.reference);
    expect(clocks.map(({ rule }: { rule: string }) => rule)).toEqual(['reviews.access.within']);
  });
});

test('ticked to the end, with what shows it, it is done, and what was found is a ticket', async () => {
  const { reference } = tickets[1]!;
  const run = (await world.show(reference)).runs[0].reference;
  const act = (verb: string, body: object) => world.request('POST', `/api/runs/${run}/${verb}`, body);
  const found = await act('finding', { step: 'review', title: 'Eva has left' });
  expect(found.status, JSON.stringify(found.body)).toBe(200);
  await act('tick', { step: 'review', item: 1, note: 'They are' });
  await act('tick', { step: 'review', item: 2, link: 'https://wiki.example/contacts' });
  await world.settled();
  expect(await world.show(reference)).toMatchObject({ status: 'resolved', runs: [{ reference: run, status: 'done' }] });
  const [related] = (await world.show(reference)).relations;
  expect(related).toMatchObject({ as: 'related' });
  expect(await world.show(related.to)).toMatchObject({ title: 'Eva has left', type: 'task', status: 'received' });
  expect((await world.events(reference)).map(({ kind }) => kind).slice(-3)).toEqual([
    'linked',
    'run-ended',
    'resolved',
  ]);
});

test('resolved by hand, there is nothing left to tick', async () => {
  const { reference } = tickets[2]!;
  await world.act(reference, 'resolve', { note: 'By the auditors' });
  await world.settled();
  expect((await world.show(reference)).runs).toMatchObject([{ status: 'cancelled' }]);
});
