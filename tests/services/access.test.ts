/** What one may not do is refused with who may; what one may not see is not there: by no way, and in no count. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { personOfPlan } from '../../services/access/caller.ts';
import type { Caller } from '../../services/access/caller.ts';
import { acknowledgeLink, readAcknowledgeLink, readRequesterLink, requesterLink } from '../../services/access/links.ts';
import { Forbidden, NotFound } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { list } from '../../services/incident/list.ts';
import { show, showDone, timeline, told } from '../../services/incident/show.ts';
import { deliver } from '../../services/notification/deliver.ts';
import type { Message } from '../../services/notification/message.ts';
import { override } from '../../services/on-call/override.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { plans } from '../../services/plan/list.ts';
import { rulesInForce } from '../../services/plan/rules.ts';
import { shopPlan } from '../domain/support.ts';
import { admin, startShop } from './support.ts';
import type { Shop } from './support.ts';
import { happen } from './telling.ts';

const restricted = (text: string): string =>
  text
    .replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: support }, task: {} }')
    .replace('lead: [ana]', 'lead: { members: [ana], may: [see, override] }')
    .replace('support: [ion, eva]', 'support: { members: [ion], may: work }, desk: { members: [eva], may: report }');

let shop: Shop;
let ana: Caller;
let ion: Caller;
let eva: Caller;
const as = async (person: string) => personOfPlan(`k-${person}`, person, (await rulesInForce(shop.desk, 'shop'))!.plan);
beforeAll(async () => {
  shop = await startShop(shopPlan(restricted));
  [ana, ion, eva] = [await as('ana'), await as('ion'), await as('eva')];
});
afterAll(() => shop.stop());

const refused = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: Error) => (error instanceof Forbidden ? error.message : Promise.reject(error)),
  );

describe('doing', () => {
  test('who may only see, or only report, works on nothing, and is told who may', async () => {
    const reference = await shop.open();
    const sentence =
      'This needs the permission "work", which you do not have: administrators have it, and whoever holds the role support.';
    for (const caller of [ana, eva])
      expect(await refused(shop.act(reference, 'acknowledge', {}, caller))).toBe(sentence);
    expect(await shop.kinds(reference)).toEqual(['opened', 'escalated']);
    expect(await refused(shop.act(reference, 'acknowledge', {}, ion))).toBe('done');
  });

  test('who only reports opens a ticket; who only sees does not', async () => {
    expect((await shop.row(await shop.open({}, null, eva))).caller).toBe('k-eva');
    expect(await refused(shop.open({}, null, ana))).toContain('one of the roles support, desk');
  });

  test('an override needs its own permission', async () => {
    const asked = { plan: 'shop', rotation: 'night', person: 'ion', until: shop.desk.now() + 1000 };
    expect(await refused(override(shop.desk, ion, asked, 'k'))).toContain('"override"');
  });
});

describe('seeing', () => {
  const titles = async (caller: Caller, more: object = {}) =>
    (await list(shop.desk, caller, { limit: 50, ...more })).items.map(({ type }) => type);

  test('a ticket of a restricted type is not there for others, whatever they ask', async () => {
    const reference = await shop.open({ type: 'security', title: 'Secret keys' });
    for (const look of [show, timeline, told]) {
      await expect(look(shop.desk, ana, reference)).rejects.toThrow(NotFound);
      await look(shop.desk, ion, reference);
    }
    const outsider: Caller = { ...ana, may: ['see', 'work'] };
    await expect(shop.act(reference, 'comment', { text: 'x', public: false }, outsider)).rejects.toThrow(NotFound);
    for (const more of [{}, { q: 'Secret' }, { type: 'security' }, { plan: 'shop' }])
      expect(await titles(ana, more)).not.toContain('security');
    expect(await titles(ion, { q: 'Secret' })).toEqual(['security']);
    expect(await titles(admin, { q: 'Secret' })).toEqual(['security']);
  });

  test('pages are as long for them as for others', async () => {
    for (const type of ['task', 'security', 'task', 'security', 'task'])
      await shop.open({ type, title: 'Counted', severity: 'P4' });
    const first = await list(shop.desk, ana, { q: 'Counted', limit: 2 });
    expect(first.items.map(({ type }) => type)).toEqual(['task', 'task']);
    const second = await list(shop.desk, ana, { q: 'Counted', limit: 2, cursor: first.next! });
    expect([second.items.length, second.next]).toEqual([1, null]);
  });

  test('a deduplication key tells nothing of it', async () => {
    await shop.open({ type: 'security', dedupKey: 'leak' });
    expect(await refused(shop.open({ dedupKey: 'leak' }, null, eva))).toContain('which you may not see');
  });

  test('a link to acknowledge opens it no more once its person may not see it', async () => {
    const reference = await shop.open({ type: 'security' });
    const token = (await acknowledgeLink(shop.desk, { plan: 'shop', person: 'eva', reference })).split('/').at(-1)!;
    const link = (await readAcknowledgeLink(shop.desk, token))!;
    await expect(show(shop.desk, link.caller, reference)).rejects.toThrow(NotFound);
  });

  test('such a link opens its own ticket only', async () => {
    const [one, other] = [await shop.open(), await shop.open()];
    const token = (await acknowledgeLink(shop.desk, { plan: 'shop', person: 'eva', reference: one }))
      .split('/')
      .at(-1)!;
    const { caller } = (await readAcknowledgeLink(shop.desk, token))!;
    expect((await show(shop.desk, caller, one)).reference).toBe(one);
    await expect(show(shop.desk, caller, other)).rejects.toThrow(NotFound);
    expect(await titles(caller)).toEqual([]);
    expect(await plans(shop.desk, caller)).toEqual([]);
  });

  test('whoever asks for it to be told, nobody is mailed of it who may not see it', async () => {
    const [secret, plain] = [
      await shop.open({ type: 'security', severity: 'P4' }),
      await shop.open({ severity: 'P4' }),
    ];
    for (const reference of [secret, plain]) await happen(shop, reference, { notify: ['ana', 'ion'] });
    const sent: string[] = [];
    const send = async ({ to }: Message) => void sent.push(to.name);
    for (const reference of [secret, plain]) await deliver(shop.desk, send, reference);
    const { notifications } = await shop.whole(secret);
    expect(notifications.map(({ recipient, outcome, error }) => [recipient, outcome, error])).toEqual([
      ['ana', 'refused', 'This person may not see tickets of this type.'],
      ['ion', 'sent', null],
    ]);
    expect(sent.toSorted()).toEqual(['Ana', 'Ion', 'Ion']);
  });

  test('who opens such a ticket is answered, and sees it no more', async () => {
    const reference = await shop.open({ type: 'security' }, 'reported', eva);
    expect((await showDone(shop.desk, eva, reference)).type).toBe('security');
    await expect(show(shop.desk, eva, reference)).rejects.toThrow(NotFound);
  });

  test('nobody is offered what they may not do', async () => {
    const reference = await shop.open();
    expect((await show(shop.desk, ana, reference)).acts).toEqual([]);
    expect((await show(shop.desk, ion, reference)).acts).not.toEqual([]);
  });

  test('a restricted type that leaves the plan stays out of sight', async () => {
    const reference = await shop.open({ type: 'security', title: 'Old secret' });
    const without = (text: string) =>
      restricted(text).replace(
        'types: { incident: {}, security: { for: support }, task: {} }',
        'types: [incident, task]',
      );
    await applyPlan(shop.desk, shopPlan(without), 'admin');
    await expect(show(shop.desk, await as('ana'), reference)).rejects.toThrow(NotFound);
    await show(shop.desk, await as('ion'), reference);
    await applyPlan(shop.desk, shopPlan(restricted), 'admin');
    const open = (text: string) => restricted(text).replace('{ for: support }', '{}');
    await applyPlan(shop.desk, shopPlan(open), 'admin');
    await show(shop.desk, await as('ana'), reference);
    await applyPlan(shop.desk, shopPlan(restricted), 'admin');
  });
});

describe('a requester', () => {
  const asking = { requester: { email: 'joe@acme.example' } };
  const tokenFor = async (reference: string) => (await requesterLink(shop.desk, reference)).split('/').at(-1)!;

  test('has one ticket, and of what is internal nothing', async () => {
    const [own, other] = [await shop.open(asking), await shop.open(asking)];
    const link = (await readRequesterLink(shop.desk, await tokenFor(own)))!;
    expect(link).toMatchObject({ reference: own, caller: { by: 'requester', ticket: own, may: [] } });
    for (const look of [show, timeline, told])
      for (const reference of [own, other])
        await expect(look(shop.desk, link.caller, reference)).rejects.toThrow(NotFound);
    expect((await list(shop.desk, link.caller, { limit: 50 })).items).toEqual([]);
    expect(await refused(shop.act(own, 'resolve', { note: 'x' }, link.caller))).toContain('reply, reopen, rate');
    expect(await refused(shop.open({}, null, link.caller))).toContain('"report"');
    const reopening = { reference: other, verb: 'reopen', body: { reason: 'x' }, key: 'k' } as const;
    await expect(act(shop.desk, link.caller, reopening)).rejects.toThrow(NotFound);
  });

  test('no link is good that was altered, is another one, or is about what nobody asked for', async () => {
    const [own, unasked] = [await shop.open(asking), await shop.open()];
    const token = await tokenFor(own);
    const acknowledging = await acknowledgeLink(shop.desk, { plan: 'shop', person: 'ion', reference: own });
    const elsewhere = await requesterLink({ ...shop.desk, secret: 'another secret' }, own);
    const bad = [`${token}x`, acknowledging, elsewhere, await requesterLink(shop.desk, unasked), 'x', ''];
    for (const one of bad) expect(await readRequesterLink(shop.desk, one.split('/').at(-1)!)).toBeUndefined();
    expect(await readAcknowledgeLink(shop.desk, token)).toBeUndefined();
  });

  test('the link is the same each time, and good until 90 days after the end', async () => {
    const reference = await shop.open(asking);
    const token = await tokenFor(reference);
    expect(await tokenFor(reference)).toBe(token);
    shop.pass(400 * 86_400_000);
    expect(await readRequesterLink(shop.desk, token)).toBeDefined();
    await shop.db
      .updateTable('incident')
      .set({ ended_at: shop.desk.now() })
      .where('reference', '=', reference)
      .execute();
    shop.pass(90 * 86_400_000 - 10_000);
    expect(await readRequesterLink(shop.desk, token)).toBeDefined();
    shop.pass(20_000);
    expect(await readRequesterLink(shop.desk, token)).toBeUndefined();
  });
});
