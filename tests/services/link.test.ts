/** Linking and merging: both tickets say it, in one transaction; a duplicate lives on in the other one, and can have its life back. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { isOwed } from '../../domain/clock.ts';
import { administrator } from '../../services/access/caller.ts';
import { act } from '../../services/incident/act.ts';
import { shopPlan } from '../domain/support.ts';

import { dying } from './dying.ts';
import { admin, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop(shopPlan())));
afterAll(() => shop.stop());

const joe = { email: 'joe@joe.example' };
const several = async (count: number, more = {}) => {
  const all: string[] = [];
  while (all.length < count) all.push(await shop.open(more));
  return all;
};
const last = async (reference: string) => {
  const { events } = await shop.whole(reference);
  const { kind, by, data } = events.at(-1)!;
  return { kind, by, data };
};
const merge = (reference: string, to: string) => shop.act(reference, 'link', { to, as: 'duplicate' });

test('both tickets say it, by the same person, and both are woken', async () => {
  const [a, b] = await several(2);
  shop.stirs.length = 0;
  await shop.act(a!, 'link', { to: b!, as: 'causes' });
  expect(await last(a!)).toEqual({ kind: 'linked', by: 'admin', data: { to: b, as: 'causes' } });
  expect(await last(b!)).toEqual({ kind: 'linked', by: 'admin', data: { to: a, as: 'caused by' } });
  expect(shop.stirs).toEqual([`${a} linked`, `${b} linked`]);
  await shop.act(b!, 'unlink', { to: a! });
  expect(await last(a!)).toMatchObject({ kind: 'unlinked', data: { to: b, as: ['causes'] } });
  expect(await last(b!)).toMatchObject({ kind: 'unlinked', data: { to: a, as: ['caused by'] } });
});

test('a change is what somebody wrote, an article one of the plan', async () => {
  const [a] = await several(1);
  await shop.act(a!, 'link', { to: 'hotfix/123', as: 'change' });
  await expect(shop.act(a!, 'link', { to: 'KB-1', as: 'article' })).rejects.toThrow('There is no article "KB-1"');
  await shop.act(a!, 'unlink', { to: 'hotfix/123' });
  expect(await last(a!)).toMatchObject({ kind: 'unlinked', data: { as: ['change'] } });
});

test('who asked for, follows or suffers from a duplicate hears how the other one goes on', async () => {
  const a = await shop.open({ requester: joe });
  const [b] = await several(1);
  await shop.act(a, 'watch', { email: 'kim@joe.example' });
  await shop.act(a, 'watch', { person: 'eva', as: 'affected' });
  await merge(a, b!);
  await shop.act(b!, 'workaround', { text: 'Use the other door.' });
  const whole = await shop.whole(b!);
  const told = whole.notifications.filter(({ kind }) => kind === 'workaround').map(({ name }) => String(name));
  expect(told.toSorted()).toEqual(['Eva', 'joe@joe.example', 'kim@joe.example']);
});

test('nothing more is promised about a duplicate, and nobody is paged for it', async () => {
  const [a, b] = await several(2);
  await merge(a!, b!);
  const { state, status } = await shop.row(a!);
  expect([status, state.duplicateOf, state.clocks.filter(isOwed)]).toEqual(['closed', b, []]);
  expect((await shop.row(a!)).next_due_at).toBe(state.statusSince + 7 * 24 * 60 * minute);
});

test('what is merged into a duplicate is merged into what stands for it', async () => {
  const [a, b, c] = await several(3);
  await merge(b!, c!);
  await merge(a!, b!);
  expect((await shop.row(a!)).state.duplicateOf).toBe(c);
  await expect(merge(c!, a!)).rejects.toThrow(`${a} was merged into ${c} already: it cannot stand for it.`);
});

test('it is not merged into what is cancelled, nor again', async () => {
  const [a, b, c] = await several(3);
  await shop.act(b!, 'cancel', { reason: 'A mistake.' });
  await expect(merge(a!, b!)).rejects.toThrow(`Cannot merge ${a} into ${b}: that one is cancelled.`);
  await merge(a!, c!);
  await expect(merge(a!, c!)).rejects.toThrow('linked so already');
});

test.each([
  ['its own side', (a: string, b: string) => shop.act(a, 'unlink', { to: b })],
  ['the other', (a: string, b: string) => shop.act(b, 'unlink', { to: a })],
])('unlinked from %s it lives again with its promises, and its people leave the other', async (_, unlink) => {
  const a = await shop.open({ severity: 'P4', requester: joe });
  const [b] = await several(1);
  await shop.act(b!, 'watch', { email: 'kim@joe.example' });
  await merge(a, b!);
  shop.pass(60 * minute);
  await unlink(a, b!);
  const { state, status } = await shop.row(a);
  expect([status, state.duplicateOf]).toEqual(['in_progress', null]);
  expect(state.clocks.find(({ metric }) => metric === 'response')).toMatchObject({ fulfilledAt: null });
  expect(state.clocks.some(isOwed)).toBe(true);
  await shop.act(b!, 'comment', { text: 'On it.', public: true });
  const told = tellings(await shop.whole(b!)).filter((one) => one.includes('participant:'));
  expect(told).toHaveLength(1);
});

test('a ticket that one may not see is not there to be linked', async () => {
  const secret = await shop.open({ type: 'security' });
  const [a] = await several(1);
  const blind = { ...administrator('k-blind', 'shop'), hidden: ['security'] };
  await expect(shop.act(a!, 'link', { to: secret, as: 'duplicate' }, blind)).rejects.toThrow('There is no incident');
  await shop.act(a!, 'link', { to: secret, as: 'related' });
  await expect(shop.act(a!, 'unlink', { to: secret }, blind)).rejects.toThrow('are not linked');
});

test('links that cross at once all come to an end', async () => {
  const [a, b] = await several(2);
  const kinds = ['related', 'causes', 'parent'] as const;
  const crossing = kinds.flatMap((as) => [shop.act(a!, 'link', { to: b!, as }), shop.act(b!, 'link', { to: a!, as })]);
  const results = await Promise.allSettled(crossing);
  expect(results.map(({ status }) => status).toSorted()).toEqual([
    ...Array(3).fill('fulfilled'),
    ...Array(3).fill('rejected'),
  ]);
  const reasons = results.map((one) => (one.status === 'rejected' ? String(one.reason) : ''));
  expect(reasons.join('\n')).not.toContain('deadlock');
});

test('two that are merged into each other at once are merged once', async () => {
  const [a, b] = await several(2);
  const results = await Promise.allSettled([merge(a!, b!), merge(b!, a!)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const rows = await Promise.all([shop.row(a!), shop.row(b!)]);
  expect(rows.filter(({ state }) => state.duplicateOf !== null)).toHaveLength(1);
});

test('killed between any two statements, both tickets are merged or neither, and again it is once', async () => {
  for (let at = 1, lived = false; !lived; at++) {
    const a = await shop.open({ requester: joe });
    const [b] = await several(1);
    const asked = { reference: a, verb: 'link', body: { to: b!, as: 'duplicate' }, key: 'k' } as const;
    const { db, end } = dying(shop.url, { at, when: 'after' });
    lived = await act({ ...shop.desk, db, rules: new Map() }, admin, asked).then(
      () => true,
      () => false,
    );
    await end().catch(() => undefined);
    const done = [(await shop.kinds(a)).includes('merged'), (await shop.kinds(b!)).includes('merged-in')];
    expect(done[0], `${at}`).toBe(done[1]);
    await act(shop.desk, admin, asked);
    expect(
      (await shop.kinds(b!)).filter((kind) => kind === 'merged-in'),
      `${at}`,
    ).toHaveLength(1);
    expect(at).toBeLessThan(60);
  }
});
