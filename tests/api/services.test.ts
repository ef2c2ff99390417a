/** A service runs only partly as soon as somebody says so: applications read it cheaply, users are told, and its end comes by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';
import type { Message } from '../../services/notification/message.ts';
import { actOnRun } from '../../services/procedure/act.ts';
import { startRun } from '../../services/procedure/start.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { subscribe } from '../../services/subscriber/subscribe.ts';
import { brokenAt, eventsOf } from '../../db/events.ts';
import { shopPlan } from '../domain/support.ts';
import { carry } from '../services/carry.ts';
import { admin, hour } from '../services/support.ts';
import { tellOfShifts } from '../../worker/shifts.ts';
import { visitor } from '../support/visitor.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
let mails: Message[];
const plan = (locale = 'en', more = '') =>
  shopPlan(
    (text) =>
      `${text.replace('locale: en', `locale: ${locale}`)}continuity: { degraded: { allows: [Looking, Reading], tell: all users, owner: eva${more} } }\n`,
  );
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, plan(), 'admin');
  await subscribe(api.desk, admin, { plan: 'shop', email: 'joe@acme.example', name: 'Joe' });
});
afterAll(() => api.stop());

const mode = (headers: Record<string, string> = {}) => api.get('/api/services/app/mode?plan=shop', headers);
const degrade = (body: object = {}, headers: Record<string, string> = {}) =>
  api.post('/api/services/app/degraded', { plan: 'shop', reason: 'The disk is full', ...body }, headers);
const lift = (headers: Record<string, string> = {}) =>
  api.post('/api/services/app/degraded/lift', { plan: 'shop' }, headers);
async function told(): Promise<Message[]> {
  mails = [];
  await tellOfShifts(api.desk, async (mail) => void mails.push(mail), { gaps: false });
  return mails;
}

test('applications read it with any key, and again for nothing until it changes', async () => {
  const before = await mode();
  expect([before.status, before.body]).toEqual([
    200,
    { service: 'app', mode: 'normal', since: null, until: null, allows: [], reason: null },
  ]);
  expect(before.headers.get('cache-control')).toBe('private, max-age=5');
  const etag = before.headers.get('etag')!;
  const again = await mode({ 'if-none-match': etag });
  expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  await degrade();
  const changed = await mode({ 'if-none-match': etag });
  expect([changed.status, changed.body]).toEqual([
    200,
    {
      service: 'app',
      mode: 'degraded',
      since: expect.any(String),
      until: null,
      allows: ['Looking', 'Reading'],
      reason: 'The disk is full',
    },
  ]);
  expect((await mode(bearer(api.stranger))).status).toBe(404);
  expect((await api.get('/api/services/appp/mode?plan=shop')).status).toBe(404);
  expect((await api.get('/api/services?plan=shop')).body.items[0]).toMatchObject({ service: 'app', by: 'admin' });
});

test('users are told once, with what still works, and told when it is over', async () => {
  const [mail, ...others] = await told();
  expect([others, mail!.to.address, mail!.subject]).toEqual([[], 'joe@acme.example', '[shop] Limited service: App']);
  expect(mail!.text).toMatch(
    /App works only in part\.\n\nThis still works:\n- Looking\n- Reading\n\nThe reason: The disk is full/,
  );
  expect(mail!.leave).toContain('/leave/');
  await degrade({ reason: 'The disk is full and broken' });
  expect((await mode()).body.reason).toBe('The disk is full and broken');
  expect(await told()).toEqual([]);
  expect((await lift()).body.mode).toBe('normal');
  expect((await told()).map(({ subject }) => subject)).toEqual(['[shop] Normal service: App']);
  await lift();
  expect(await told()).toEqual([]);
});

test('what was declared until an instant is over then, is told, and stands in the record', async () => {
  const until = new Date(api.desk.now() + hour).toISOString();
  await degrade({ until }, { 'idempotency-key': 'once' });
  await degrade({ until }, { 'idempotency-key': 'once' });
  await told();
  expect(mails[0]!.text).toContain('We expect this to last until');
  api.pass(hour + 1);
  expect((await mode()).body).toMatchObject({ mode: 'normal', since: until, reason: null });
  expect((await told()).map(({ subject }) => subject)).toEqual(['[shop] Normal service: App']);
  const events = await eventsOf(api.db, 'mode:shop/app');
  expect(events.map(({ kind, by }) => [kind, by])).toEqual([
    ['degraded', 'admin'],
    ['degraded', 'admin'],
    ['normal', 'admin'],
    ['degraded', 'admin'],
    ['normal', null],
  ]);
  expect([brokenAt(events), events.at(-1)!.due_at]).toEqual([undefined, Date.parse(until)]);
});

test('its owner may, and who neither owns it nor works on tickets may not', async () => {
  const roles = (text: string) => text.replace('roles: {', 'roles: { readers: { members: [eva, ion], may: report },');
  const own = shopPlan((text) => roles(`${text}continuity: { degraded: { owner: eva } }\n`));
  await applyPlan(api.desk, own, 'admin');
  const [eva, ion] = await Promise.all(
    ['eva', 'ion'].map(async (person) => bearer((await createKey(api.desk, { plan: 'shop', person }, 'a test')).key)),
  );
  expect((await degrade({}, ion)).status).toBe(403);
  expect((await degrade({}, eva)).status).toBe(200);
  expect((await lift(ion)).status).toBe(403);
  expect([(await mode(ion)).status, (await api.get('/api/services', ion)).status]).toEqual([200, 403]);
  expect((await lift(eva)).status).toBe(200);
  expect(await told()).toEqual([]);
});

test('what cannot be is refused where it is', async () => {
  for (const [body, pointer] of [
    [{ reason: ' ' }, '/reason'],
    [{ until: '2020-01-01T00:00:00Z' }, '/until'],
    [{ plan: 'nothing' }, '/plan'],
  ] as const) {
    const refused = await degrade(body);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(pointer)]);
  }
  const refused = await api.post('/api/services/ap/degraded', { plan: 'shop', reason: 'x' });
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('it is one of')]);
});

test('the plan’s own words are used, in its language where it has none', async () => {
  await applyPlan(api.desk, plan('es'), 'admin');
  await degrade();
  expect((await told())[0]!.text).toContain('App funciona solo en parte.');
  await lift();
  await told();
  const template = shopPlan(
    (text) =>
      `${text}templates: { read-only: { subject: "Read only: {service}", body: "You can look. Until {to} nothing more." } }\ncontinuity: { degraded: { tell: [all users, ana], template: read-only } }\n`,
  );
  await applyPlan(api.desk, template, 'admin');
  await degrade();
  await told();
  expect(mails.map(({ to, subject, text }) => [to.address, subject, text.split('\n')[0]])).toEqual(
    expect.arrayContaining([['joe@acme.example', 'Read only: App', 'You can look.']]),
  );
  expect(mails).toHaveLength(2);
});

test('in the console it is declared and lifted by forms, and what is wrong is said beside what was typed', async () => {
  const browser = visitor({ app: api.app, settled: () => Promise.resolve() });
  await browser.signIn(api.admin);
  await browser.post('/services/shop/app/lift');
  const refused = await browser.post('/services/shop/app/degraded', { reason: 'Slow <disk>', for: 'soon' });
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/“For”:[^]*value="Slow &lt;disk&gt;"/)]);
  expect((await browser.post('/services/shop/app/degraded', { reason: 'Slow', for: '2h' })).status).toBe(303);
  expect((await browser.get('/services')).text).toMatch(/until[^]*Slow[^]*▲ degraded/);
  expect((await mode()).body).toMatchObject({ mode: 'degraded', reason: 'Slow', until: expect.any(String) });
});

test('a procedure declares and lifts it, told once for all services, and undone it is lifted', async () => {
  const steps = (...all: string[]) => `{ owner: ana, steps: [${all.join(', ')}] }`;
  const on = '{ title: The disk is changed, degraded: on }';
  const procedures = {
    both: steps(on, '{ do: Change it }', '{ degraded: off }'),
    back: steps(on, '{ do: Change it, on failure: undo }'),
  };
  await applyPlan(
    api.desk,
    shopPlan(
      (text) =>
        `${text.replace('services: { app: { title: App } }', 'services: { app: { title: App }, shelf: { title: Shelf }, till: { part of: app } }')}procedures: { both: ${procedures.both}, back: ${procedures.back} }\ncontinuity: { degraded: { tell: eva } }\n`,
    ),
    'admin',
  );
  await lift();
  await told();
  for (const [procedure, verb, body] of [
    ['both', 'done', {}],
    ['back', 'fail', { reason: 'It does not fit' }],
  ] as const) {
    const { reference } = await startRun(api.desk, admin, { plan: 'shop', procedure }, null);
    await carry(api.desk, reference);
    expect((await told()).map(({ subject }) => subject)).toEqual(['[shop] Limited service: App and Shelf']);
    expect((await mode()).body).toMatchObject({ mode: 'degraded', reason: 'The disk is changed' });
    expect((await api.get('/api/services/till/mode?plan=shop')).body.mode).toBe('normal');
    const asked = { reference, verb, body: { step: 'step-2', ...body }, key: procedure } as never;
    await actOnRun(api.desk, admin, asked);
    await carry(api.desk, reference);
    expect((await told()).map(({ subject }) => subject)).toEqual(['[shop] Normal service: App and Shelf']);
  }
});
