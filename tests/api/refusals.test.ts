/** Each refusal of an act says which rule stands against it and what would be possible; nothing is then changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { report, startApi } from './support.ts';
import type { Api } from './support.ts';

/** The shop with pauses, a promise of its own, categories, impacts and a field. */
const fuller = (text: string) =>
  text.replace(
    'services:',
    `clocks: { authority: { title: Notice, when: { type: security }, within: 72h } }
pauses: { customer: { stops: [resolution], ends: reply }, call: { stops: [resolution], ends: appointment } }
categories: { network: { title: Network }, till: { title: Till } }
impacts: [one, all]
fields: { shop: { title: Shop, type: choice, options: [Cluj, Iași] } }
services:`,
  );

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, shopPlan(fuller), 'admin');
});
afterAll(() => api.stop());

const opened = async (more: object = {}): Promise<string> => (await api.opens(more)).body.reference;
const versionOf = async (reference: string) => (await api.get(`/api/incidents/${reference}`)).body.version;
const inHours = (hours: number) => new Date(api.desk.now() + hours * 3_600_000).toISOString();

/** By verb: what is asked, where it is wrong (a JSON pointer), and the sentence. */
const values: [Verb, () => object, string, string][] = [
  ['triage', () => ({}), '', 'This says nothing: say one of severity, category, impact, assignee at least.'],
  [
    'triage',
    () => ({ severity: 'P9' }),
    '/severity',
    'There is no severity "P9" in this plan: it is one of P1, P2, P3',
  ],
  [
    'triage',
    () => ({ category: 'x' }),
    '/category',
    'There is no category "x" in this plan: it is one of network, till',
  ],
  ['triage', () => ({ impact: 'x' }), '/impact', 'There is no impact "x" in this plan: it is one of one, all.'],
  ['triage', () => ({ assignee: 'bob' }), '/assignee', 'There is no person "bob" in this plan: it is one of ana, ion'],
  ['assign', () => ({ to: 'bob' }), '/to', 'There is no person "bob" in this plan: it is one of ana, ion, eva.'],
  [
    'hold',
    () => ({ reason: 'x', pause: 'tea' }),
    '/pause',
    'There is no pause "tea" in this plan: it is one of customer',
  ],
  ['hold', () => ({ reason: 'x', until: inHours(-1) }), '/until', 'A hold cannot end before it begins.'],
  [
    'escalate',
    () => ({ level: 'N9', note: 'x' }),
    '/level',
    'There is no level "N9" in this plan: it is one of N1, N2.',
  ],
  ['snooze', () => ({ reason: 'x', until: inHours(-1) }), '/until', 'A snooze cannot end before it begins.'],
  [
    'snooze',
    () => ({ reason: 'x', until: inHours(25) }),
    '/until',
    'A snooze lasts 24 hours at most: put the incident on hold',
  ],
  [
    'appointment',
    () => ({ at: inHours(-1), minutes: 30, channel: 'video' }),
    '/at',
    'An appointment cannot be in the past.',
  ],
  ['reclassify', () => ({}), '', 'This says nothing: say one of severity, type, impact, category, service, customer'],
  ['reclassify', () => ({ retroactive: false }), '', 'This says nothing: say one of severity, type'],
  [
    'reclassify',
    () => ({ type: 'x' }),
    '/type',
    'There is no type "x" in this plan: it is one of incident, security, task.',
  ],
  ['reclassify', () => ({ service: 'x' }), '/service', 'There is no service "x" in this plan: it is one of app.'],
  [
    'reclassify',
    () => ({ customer: 'x' }),
    '/customer',
    'There is no customer "x" in this plan: it is one of acme, bolt.',
  ],
  ['watch', () => ({}), '', 'This says nothing: say one of person, email, name at least.'],
  ['watch', () => ({ person: 'bob' }), '/person', 'There is no person "bob" in this plan: it is one of ana, ion, eva.'],
  ['unwatch', () => ({ as: 'affected' }), '', 'This says nothing: say one of person, email, name at least.'],
  ['edit', () => ({}), '', 'This says nothing: say one of title, description, fields at least.'],
  ['edit', () => ({ fields: { shop: 'x' } }), '/fields/shop', 'The field "shop" must be one of Cluj, Iași.'],
  ['edit', () => ({ fields: { till: 4 } }), '/fields/till', 'have no field "till" in this plan: they have shop.'],
  ['fulfil', () => ({ clock: 'x' }), '/clock', 'There is no clock "x" in this plan: it is one of authority.'],
  ['comment', () => ({}), '/text', '/text: '],
  ['appointment', () => ({ at: inHours(1), minutes: 0, channel: 'x' }), '/minutes', 'must be at least 1.'],
  ['link', () => ({ to: 'SHO-1', as: 'cousin' }), '/as', '/as: '],
  ['hold', () => ({ reason: 'x', until: 'soon' }), '/until', '/until: '],
  ['resolve', () => ({ note: 'x', cost: 5 }), '/cost', '/cost: '],
];

describe('what cannot be is refused with 422, and changes nothing:', () => {
  test.each(values)('%s %#', async (verb, body, pointer, sentence) => {
    const reference = await opened({ type: 'security' });
    await api.does(reference, 'start');
    // Triage comes before work.
    const fresh = verb === 'triage' ? await opened() : reference;
    const version = await versionOf(fresh);
    const answer = await api.does(fresh, verb, body());
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json', body: { errors: [{ pointer }] } });
    expect(answer.body.detail).toContain(sentence);
    expect(await versionOf(fresh)).toBe(version);
  });
});

/** By verb: what was done before, what is asked, and the sentence. */
const standings: [Verb, [Verb, object][], object, string][] = [
  ['resume', [], {}, 'it is received; this is possible while it is on hold.'],
  ['hold', [], { reason: 'x' }, 'it is received; this is possible while it is in progress.'],
  ['close', [], {}, 'it is received; this is possible while it is resolved.'],
  ['acknowledge', [['acknowledge', {}]], {}, 'this is possible while it is open and not yet acknowledged.'],
  ['escalate', [], { level: 'N1', note: 'x' }, 'to level N1: it is there already.'],
  ['cancel-appointment', [], { reason: 'x' }, 'this is possible while it is waiting for an appointment.'],
  [
    'reopen',
    [],
    { reason: 'x' },
    'it is received; this is possible while it is resolved or closed or cancelled and not yet',
  ],
  [
    'postmortem',
    [],
    { rootCause: 'x', lessons: 'x' },
    'this is possible while it is resolved or closed and owed a post-mortem.',
  ],
  ['fulfil', [], { clock: 'authority' }, 'this is possible while it is owed something that its plan declares.'],
  ['edit', [], { title: report.title }, 'nothing is different from what is written already.'],
  ['unwatch', [], { person: 'ana' }, 'they do not follow it.'],
  ['rate', [['resolve', { note: 'x' }]], { score: 5 }, 'only who asked can do this.'],
];

describe('what is not possible as things stand is refused with 409, and changes nothing:', () => {
  test.each(standings)('%s %#', async (verb, before, body, sentence) => {
    const reference = await opened();
    for (const [done, said] of before) expect((await api.does(reference, done, said)).status).toBe(200);
    const version = await versionOf(reference);
    const answer = await api.does(reference, verb, body);
    expect(answer).toMatchObject({ status: 409, type: 'application/problem+json' });
    expect(answer.body.detail).toContain(sentence);
    expect(await versionOf(reference)).toBe(version);
  });
});

describe('what has ended is no longer changed, but for words:', () => {
  const right: Partial<Record<Verb, object>> = {
    triage: { severity: 'P2' },
    assign: { to: 'ana' },
    hold: { reason: 'x' },
    contain: { note: 'x' },
    workaround: { text: 'x' },
    escalate: { level: 'N2', note: 'x' },
    reply: { text: 'x' },
    'cancel-appointment': { reason: 'x' },
    verify: { note: 'x' },
    resolve: { note: 'x' },
    cancel: { reason: 'x' },
    reopen: { reason: 'x' },
    reclassify: { severity: 'P2' },
    watch: { person: 'ana' },
    unwatch: { person: 'ana' },
    edit: { title: 'x' },
    link: { to: 'SHO-1', as: 'related' },
    unlink: { to: 'SHO-1' },
    release: { version: '1' },
    fulfil: { clock: 'authority' },
    rate: { score: 5 },
    postmortem: { rootCause: 'x', lessons: 'x' },
  };
  let ended: string;
  beforeAll(async () => {
    ended = await opened();
    await api.does(ended, 'cancel', { reason: 'x' });
    api.pass(8 * 24 * 3_600_000);
    // What falls due is written by whoever comes first.
    await api.does(ended, 'comment', { text: 'x' });
  });
  test.each(Object.keys(lifecycle).filter((verb) => verb !== 'comment') as Verb[])('%s', async (verb) => {
    const soon = {
      snooze: { reason: 'x', until: inHours(1) },
      appointment: { at: inHours(1), minutes: 5, channel: 'x' },
    };
    const body = right[verb] ?? Object.entries(soon).find(([name]) => name === verb)?.[1] ?? {};
    const answer = await api.does(ended, verb, body);
    expect(answer).toMatchObject({ status: 409, body: { title: 'Not possible now' } });
    expect(answer.body.detail).toMatch(/cancelled and ended; this is possible while|only who asked can do this/);
  });
  test('a word is still possible', async () =>
    expect((await api.does(ended, 'comment', { text: 'x' })).status).toBe(200));
});

test('what people write is answered as they wrote it, as JSON', async () => {
  const wild = '<script>alert(1)</script> & "x" {{severity}}';
  const { body } = await api.opens({ title: wild, description: wild });
  expect(body).toMatchObject({ title: wild, description: wild });
  const answer = await api.does(body.reference, 'comment', { text: wild });
  expect(answer.type).toContain('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const { items } = (await api.get(`/api/incidents/${body.reference}/events`)).body;
  expect(items.at(-1)).toMatchObject({ kind: 'commented', text: { text: wild } });
});
