/** Maintenance that somebody plans for a time of its own: announced with its notice or refused, told in their words, moved where the notice was not kept. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createApp } from '../../../api/app.ts';
import { maintenanceOf } from '../../../db/uptime.ts';
import { createKey } from '../../../services/access/keys.ts';
import { personOfPlan } from '../../../services/access/caller.ts';
import { maintenances } from '../../../services/maintenance/list.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import type { Answer } from '../../api/support.ts';
import { shopPlan } from '../../domain/support.ts';
import { ana } from '../../services/support.ts';

import { startNights } from './nights.ts';

let nights: Awaited<ReturnType<typeof startNights>>;
let ask: (method: string, body?: object, key?: string) => Promise<Pick<Answer, 'status' | 'body'>>;
beforeAll(async () => {
  nights = await startNights();
  const { desk } = nights.shop;
  const app = createApp(desk, console.error);
  const { key: bearer } = await createKey(desk, { plan: 'shop', person: 'ana' }, 'tests');
  ask = async (method, body, key = crypto.randomUUID()) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': key };
    const answer = await app.request('/api/maintenance', {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
});
afterAll(() => nights.stop());
beforeEach(() => void (nights.smtp.mails.length = 0));

const minor = { plan: 'shop', kind: 'minor' };

test('it is announced at once in the words of whoever planned it, begins then, and lasts as long as they said', async () => {
  const { shop, smtp, goTo, settle, until, stateOf, act } = nights;
  goTo('2027-06-01T09:00:00Z');
  const asked = { ...minor, from: '2027-06-04T21:00:00+03:00', lasts: '3h', description: 'The servers move.' };
  const { status, body } = await ask('POST', asked, 'once');
  expect([status, body]).toMatchObject([201, { state: 'planned', until: '2027-06-04T21:00:00.000Z', overlaps: [] }]);
  const reference = body.run as string;
  await settle(reference);
  const again = await ask('POST', asked, 'once');
  expect([again.status, again.body.run, again.body.state]).toEqual([200, reference, 'announced']);
  expect(again.body).toMatchObject({ noticeBy: '2027-06-02T18:00:00.000Z', told: 2, refused: [] });
  expect(smtp.mails).toHaveLength(2);
  expect(smtp.mails[0]!.text).toContain(
    'Small updates: from Fri, 4 Jun 2027, 21:00 EEST to Sat, 5 Jun 2027, 00:00 EEST.',
  );
  expect(smtp.mails[0]!.text).toContain('The servers move.');
  await until(reference, '2027-06-04T20:55:00Z');
  const now = shop.desk.now();
  expect([await stateOf(reference), (await maintenanceOf(shop.db, 'shop', 'app', now, now + 1)).length]).toEqual([
    'begun',
    1,
  ]);
  await act(reference, 'done', 'work');
  await settle(reference);
  expect(await stateOf(reference)).toBe('done');
});

const refusals: [string, object, string, string][] = [
  [
    'too soon',
    { from: '2027-06-08T09:00:00Z' },
    '/from',
    'is announced 2 days before it begins, and 2027-06-08T09:00:00.000Z is too soon for that: the earliest that can be is 2027-06-09T09:10:00.000Z.',
  ],
  [
    'in business days',
    { kind: 'major', from: '2027-06-08T09:00:00Z' },
    '/from',
    'announced 3 business days before it begins',
  ],
  [
    'announced too late',
    { from: '2027-06-11T09:00:00Z', announceAt: '2027-06-10T09:00:00Z' },
    '/announceAt',
    'by 2027-06-09T08:55:00.000Z at the latest for 2027-06-11T09:00:00.000Z.',
  ],
  ['in the past', { from: '2027-06-06T09:00:00Z' }, '/from', 'It cannot begin in the past.'],
  [
    'backwards',
    { from: '2027-06-11T09:00:00Z', until: '2027-06-11T08:00:00Z' },
    '/until',
    'It must end after it begins.',
  ],
  ['for too far away', { from: '2028-07-01T09:00:00Z' }, '/from', 'more than a year ahead'],
  ['with two ends', { from: '2027-06-11T09:00:00Z', until: '2027-06-11T10:00:00Z', lasts: '1h' }, '/lasts', 'not both'],
  ['for no span', { from: '2027-06-11T09:00:00Z', lasts: 'long' }, '/lasts', 'lasts'],
  [
    'of no kind',
    { kind: 'huge', from: '2027-06-11T09:00:00Z' },
    '/kind',
    'There is no kind "huge" in this plan: it is one of minor, major.',
  ],
  [
    'of no service',
    { from: '2027-06-11T09:00:00Z', services: ['till'] },
    '/services',
    'There is no service "till" in this plan: it is one of app.',
  ],
  ['under no plan', { plan: 'none', from: '2027-06-11T09:00:00Z' }, '/plan', 'There is no plan "none".'],
];

test.each(refusals)('what is planned %s is refused, and nothing begins', async (_, said, pointer, sentence) => {
  nights.goTo('2027-06-07T09:00:00Z');
  const runs = () => nights.shop.db.selectFrom('run').select('reference').execute();
  const before = await runs();
  const { status, body } = await ask('POST', { ...minor, ...said });
  expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  expect(body.detail).toContain(sentence);
  expect(await runs()).toEqual(before);
});

test('until it is announced it is only planned, and called off nobody hears of it', async () => {
  const { smtp, goTo, settle, until, stateOf } = nights;
  goTo('2027-06-14T09:00:00Z');
  const { body } = await ask('POST', { ...minor, from: '2027-06-25T21:00:00Z', announceAt: '2027-06-20T09:00:00Z' });
  await until(body.run, '2027-06-20T08:00:00Z');
  expect([await stateOf(body.run), smtp.mails]).toEqual(['planned', []]);
  const beside = await ask('POST', { ...minor, from: '2027-06-25T21:30:00Z', announceAt: '2027-06-21T09:00:00Z' });
  expect(beside.body.overlaps).toMatchObject([{ run: body.run, state: 'planned' }]);
  for (const reference of [body.run, beside.body.run]) {
    await actOnRun(nights.shop.desk, ana, {
      reference,
      verb: 'cancel',
      body: { reason: 'No' },
      key: `no ${reference}`,
    });
    await settle(reference);
    expect(await stateOf(reference)).toBe('called off');
  }
  expect(smtp.mails).toEqual([]);
});

test('where the notice was not kept it moves to the next window; who could not be told is named to whoever works', async () => {
  const { shop, smtp, goTo, until, windowOf } = nights;
  goTo('2027-07-05T09:00:00Z');
  await smtp.goAway();
  const { body } = await ask('POST', { ...minor, from: '2027-07-08T18:00:00Z' });
  await until(body.run, '2027-07-06T18:01:00Z');
  expect(await windowOf(body.run)).toEqual(['2027-07-10T23:00:00.000Z', 'notice-not-kept']);
  await smtp.comeBack();
  smtp.refused.add('ana@shop.example');
  await until(body.run, '2027-07-08T23:30:00Z');
  smtp.refused.clear();
  const listed = async (caller = ana) =>
    (await maintenances(shop.desk, caller, 'shop')).find(({ run }) => run === body.run)!;
  expect(await listed()).toMatchObject({ state: 'announced', movedBecause: 'notice-not-kept', told: 2 });
  expect((await listed()).refused).toEqual([{ recipient: 'ana', name: 'Ana', kind: 'moved', outcome: 'refused' }]);
  const onlooker = { ...personOfPlan('k', 'eva', shopPlan().plan), may: ['see'] as const };
  expect((await listed(onlooker)).refused).toBeNull();
});

test('what comes round is listed beside it: when it will be, and when it is announced', async () => {
  nights.goTo('2027-03-22T09:00:00Z');
  const { next } = (await ask('GET')).body;
  // 2027-03-28 has only one hour between 02:00 and 04:00, which is enough for it.
  expect(
    next.map(({ kind, from, until, announceAt }: Record<string, string>) => [kind, from, until, announceAt]),
  ).toEqual([
    ['minor', '2027-03-28T00:00:00.000Z', '2027-03-28T01:00:00.000Z', '2027-03-25T23:00:00.000Z'],
    ['minor', '2027-04-03T23:00:00.000Z', '2027-04-04T00:00:00.000Z', '2027-04-01T22:00:00.000Z'],
    ['minor', '2027-04-10T23:00:00.000Z', '2027-04-11T00:00:00.000Z', '2027-04-08T22:00:00.000Z'],
  ]);
});
