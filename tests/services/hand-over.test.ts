/** Whoever takes over a rotation is told once for each shift, and who leaves if something is still in their hands. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { override } from '../../services/on-call/override.ts';
import { handOvers } from '../../services/on-call/hand-over.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { personOfPlan } from '../../services/access/caller.ts';
import { NotSent } from '../../services/notification/message.ts';
import type { Message } from '../../services/notification/message.ts';
import { shopPlan } from '../domain/support.ts';
import { tellOfShifts } from '../../worker/shifts.ts';

import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const day = 24 * hour;
/** Ana from eight to eight, then Ion. */
const primary = 'primary: { title: Primary, members: [ana, ion], every: 12h, handoff: "08:00", starts: 2026-01-05 }';
const planOf = (rotations = primary, change = (text: string) => text) =>
  shopPlan((text) => change(text.replace('severities:', `rotations: { ${rotations} }\nseverities:`)));
/** A Tuesday, 07:00 in Bucharest: it is Ion's, until eight. */
const tuesday = Date.parse('2027-03-02T05:00:00.000Z');
let shop: Shop;
let mails: Message[];
beforeEach(async () => {
  shop = await startShop(planOf());
  shop.pass(tuesday - shop.desk.now());
  mails = [];
});
afterEach(() => shop.stop());

const look = () => tellOfShifts(shop.desk, async (mail) => void mails.push(mail), { gaps: false });
/** Looks, and says who was told what since. */
async function told(): Promise<string[]> {
  mails = [];
  await look();
  return mails.map(({ to, subject }) => `${to.name}: ${subject}`).toSorted();
}
const begins = (name: string) => `${name}: [shop] You are on call: Primary`;
const acknowledge = (reference: string, person: string) =>
  shop.act(reference, 'acknowledge', {}, personOfPlan(`k-${person}`, person, planOf().plan));

describe('a change of shift', () => {
  beforeEach(() => look());

  test('is told to who takes over, once, however often and by however many it is looked for', async () => {
    expect(await told()).toEqual([]);
    shop.pass(hour);
    await Promise.all(Array.from({ length: 5 }, () => handOvers(shop.desk)));
    expect(await told()).toEqual([begins('Ana')]);
    expect(await told()).toEqual([]);
    shop.pass(12 * hour);
    expect(await told()).toEqual([begins('Ion')]);
  });

  test('says until when, who was before, and what is open: the gravest first, with what is due next and a link', async () => {
    const mild = await shop.open({ title: 'A lamp is broken', severity: 'P4' });
    const grave = await shop.open();
    const done = await shop.open({ title: 'Done' });
    await shop.act(done, 'resolve', { note: 'Done.' });
    shop.pass(hour);
    await look();
    const { text, html, locale } = mails.find(({ to }) => to.name === 'Ana')!;
    for (const body of [text, html]) {
      expect(body).toMatch(
        /You are on call now in “Primary”, until Tue, 2 Mar 2027, 20:00 EET\.[^]*You take over from Ion\./,
      );
      expect(body).toMatch(new RegExp(`\\[${grave}\\] P1 · The till is down[^]*\\[${mild}\\] P4 · A lamp is broken`));
      expect(body).toMatch(/Due \(response\): Tue, 2 Mar 2027, 08:00 EET/);
      expect(body).toContain(`http://guardia.example/incidents/${grave}`);
      expect(body).not.toContain('Done');
    }
    expect(locale).toBe('en');
  });

  test('names what is due next as the plan does, where it declares that itself', async () => {
    const clocks = 'clocks: { authority: { title: Notice to the authority, when: { type: security }, within: 2h } }';
    await applyPlan(
      shop.desk,
      planOf(primary, (text) => `${text}${clocks}\n`),
      'admin',
    );
    await shop.open({ type: 'security', severity: 'P4' });
    shop.pass(hour);
    await look();
    expect(mails.find(({ to }) => to.name === 'Ana')!.text).toContain('Due (Notice to the authority): ');
  });

  test('that an outage hid is told late and once, for the shift that goes on', async () => {
    shop.pass(3 * day + 2 * hour);
    expect(await told()).toEqual([begins('Ana')]);
    expect(mails[0]!.text).toContain('until Fri, 5 Mar 2027, 20:00 EET');
    const { due_at } = await shop.db
      .selectFrom('notification')
      .selectAll()
      .where('recipient', '=', 'ana')
      .executeTakeFirstOrThrow();
    expect(new Date(due_at).toISOString()).toBe('2027-03-05T06:00:00.000Z');
  });

  test('by an override, and by its end, is one too', async () => {
    const eva = { plan: 'shop', rotation: 'primary', person: 'eva', until: shop.desk.now() + 10 * minute };
    await override(shop.desk, admin, eva, 'once');
    expect(await told()).toEqual([begins('Eva')]);
    expect(mails[0]!.text).toContain('You take over from Ion.');
    shop.pass(11 * minute);
    expect(await told()).toEqual([begins('Ion')]);
    expect(mails[0]!.text).toContain('until Tue, 2 Mar 2027, 08:00 EET');
  });

  test('by another version of the plan is one, and none where the version leaves it alone', async () => {
    await applyPlan(
      shop.desk,
      planOf(primary, (text) => text.replace('title: Shop', 'title: The shop')),
      'admin',
    );
    expect(await told()).toEqual([]);
    await applyPlan(shop.desk, planOf(primary.replace('[ana, ion]', '[ana, eva]')), 'admin');
    expect(await told()).toEqual([begins('Eva')]);
    expect(mails[0]!.text).toContain('You take over from Ion.');
  });

  test('is told to who leaves only with something in hand, and then what', async () => {
    const held = await shop.open();
    const passed = await shop.open({ title: 'The light is out' });
    for (const reference of [held, passed]) await acknowledge(reference, 'ion');
    await shop.act(passed, 'resolve', { note: 'On again.' });
    shop.pass(hour);
    expect(await told()).toEqual([begins('Ana'), 'Ion: [shop] You still hold something open: Primary']);
    const { text } = mails.find(({ to }) => to.name === 'Ion')!;
    expect(text).toContain(`[${held}] P1 · The till is down`);
    expect(text).not.toContain('The light');
    shop.pass(12 * hour);
    expect(await told()).toEqual([begins('Ion')]);
  });

  test('that a mail server would not take is tried again, and told once', async () => {
    shop.pass(hour);
    const fails = () => Promise.reject(new NotSent('server', 'busy'));
    await tellOfShifts(shop.desk, fails, { gaps: false });
    expect(await told()).toEqual([]);
    shop.pass(minute);
    expect(await told()).toEqual([begins('Ana')]);
    shop.pass(minute);
    expect(await told()).toEqual([]);
  });
});

test('what only some may see is not in the mail of who may not', async () => {
  const hidden = (text: string) =>
    text.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: ion } }');
  await applyPlan(shop.desk, planOf(primary, hidden), 'admin');
  await shop.open({ title: 'Somebody broke in', type: 'security' });
  await look();
  expect(mails.at(-1)!.text).toContain('Somebody broke in');
  shop.pass(hour);
  await look();
  expect(mails.at(-1)!.text).toContain('Nothing is open.');
});

test('the first look tells who is on call, and nobody has been before', async () => {
  expect(await told()).toEqual([begins('Ion')]);
  expect(mails[0]!.text).toContain('Nobody was on call just before you.');
});

test('a rotation that is one person’s alone is told once, whatever versions follow', async () => {
  const alone = 'solo: { title: Solo, members: eva, every: 1 week }';
  await applyPlan(shop.desk, planOf(alone), 'admin');
  expect(await told()).toEqual(['Eva: [shop] You are on call: Solo']);
  expect(mails[0]!.text).toContain('You are on call now in “Solo”.');
  for (const title of ['A', 'B']) {
    shop.pass(30 * day);
    await applyPlan(
      shop.desk,
      planOf(alone, (text) => text.replace('title: Shop', `title: ${title}`)),
      'admin',
    );
    expect(await told()).toEqual([]);
  }
});

test('a shift in the hours of a calendar begins each morning, and its end hands over to nobody', async () => {
  await applyPlan(shop.desk, planOf('desk: { title: Desk, members: eva, every: 1 week, calendar: office }'), 'admin');
  expect(await told()).toEqual([]);
  for (const morning of [2, 26]) {
    shop.pass(tuesday + morning * hour + minute - shop.desk.now());
    expect(await told()).toEqual(['Eva: [shop] You are on call: Desk']);
    shop.pass(9 * hour);
    expect(await told()).toEqual([]);
  }
});

test('a rotation that is gone by the time of the mail is still told by its name', async () => {
  await look();
  shop.pass(hour);
  await handOvers(shop.desk);
  await applyPlan(shop.desk, shopPlan(), 'admin');
  expect(await told()).toEqual(['Ana: [shop] You are on call: primary']);
});
