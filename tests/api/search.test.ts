/** Search finds a ticket by all that is said of it, as people of its language would look for it, whatever is typed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { addWords } from '../../db/search.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const chapters = `categories: { billing: { title: Invoices }, network: {} }
fields: { order: { type: text }, browser: { type: choice, options: [Firefox, Chrome] } }
`;

const types = 'types: [incident, security, task]';
const restricted = 'types: { incident: {}, task: {}, security: { for: [ion] } }';

let api: Api;
let named: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => `${text.replace(types, restricted).replace('title: App }', 'title: Web shop }')}${chapters}`),
    'admin',
  );
  const spanish = (text: string) =>
    text.replace('plan: shop', 'plan: tienda').replace('SHO', 'TIE').replace('locale: en', 'locale: es-CL');
  await applyPlan(api.desk, shopPlan(spanish), 'admin');
  const requester = { name: 'Zoë Müller', email: 'zoe.muller@acme.example' };
  const wanted: Record<string, object> = {
    till: { title: 'Printers are failing', service: 'app', description: 'Nothing comes out of <b>them</b>' },
    bill: { title: 'Wrong total', category: 'billing', fields: { order: 'AB-4711', browser: 'Chrome' }, requester },
    leak: { title: 'Printers leak passwords', type: 'security' },
    prestamo: { plan: 'tienda', title: 'No se registran los préstamos', description: 'La canción aparece dos veces' },
    done: { title: 'Something else' },
  };
  for (const [name, more] of Object.entries(wanted))
    named = { ...named, [name]: (await api.opens(more)).body.reference };
  await api.does(named['done']!, 'comment', { text: 'Asked the vendor about firmware' });
  await api.does(named['done']!, 'comment', { text: 'We are looking into it', public: true });
  await api.does(named['done']!, 'triage', { category: 'network' });
  await api.does(named['done']!, 'resolve', { note: 'Replaced the toner', cause: 'A faulty capacitor' });
  await api.does(named['done']!, 'postmortem', { rootCause: 'Humidity', lessons: 'Buy a dehumidifier' });
});
afterAll(() => api.stop());

const found = async (q: string, more = '', key = api.admin) => {
  const { status, body } = await api.get(`/api/incidents?q=${encodeURIComponent(q)}${more}`, bearer(key));
  expect(status).toBe(200);
  const nameOf = ({ reference }: { reference: string }) => Object.keys(named).find((name) => named[name] === reference);
  return body.items.map(nameOf);
};

test.each([
  ['another form of a word', 'printer failed', ['till']],
  ['the beginning of a word', 'print', ['leak', 'till']],
  ['words in any order', 'out nothing', ['till']],
  ['what a service is called', 'web shop', ['till']],
  ['what a category is called', 'invoice', ['bill']],
  ['a category that came later', 'network', ['done']],
  ['the value of a field', 'ab-4711', ['bill']],
  ['part of it', '4711', ['bill']],
  ['a choice', 'chrome', ['bill']],
  ['the name of who asks, without its accents', 'zoe muller', ['bill']],
  ['their address', 'zoe.muller@acme.example', ['bill']],
  ['the domain of it', 'acme.example', ['bill']],
  ['an internal note', 'firmware', ['done']],
  ['a public comment', 'looking into', ['done']],
  ['a solution', 'toner', ['done']],
  ['a cause', 'capacitors', ['done']],
  ['a post-mortem', 'dehumidifier', ['done']],
  ['words said at different times', 'toner humidity', ['done']],
  ['a phrase', '"wrong total"', ['bill']],
  ['not a phrase whose words stand otherwise', '"total wrong"', []],
  ['what does not have a word', 'printer -leak', ['till']],
  ['either', 'toner or 4711', ['done', 'bill']],
  ['the words of another language, without accents', 'prestamo', ['prestamo']],
  ['with accents', 'PRÉSTAMOS', ['prestamo']],
  ['one of them, written as a verb would be', 'prestamos', ['prestamo']],
  ['in the plural', 'canciones', ['prestamo']],
  ['accents made of two signs', 'cancio\u0301n', ['prestamo']],
])('%s: %s', async (_, q, expected) => expect(await found(q)).toEqual(expected));

test('a reference is found by its beginning, whatever the case', async () => {
  expect(await found('tie-')).toEqual(['prestamo']);
  expect(await found(named['bill']!.toLowerCase())).toEqual(['bill']);
  expect(await found('SHO-')).toHaveLength(4);
});

test('what is said is found from that moment on', async () => {
  const { reference } = (await api.opens({ title: 'Quiet' })).body;
  expect(await found('gyroscope')).toEqual([]);
  await api.does(reference, 'comment', { text: 'The gyroscope spins' });
  expect(
    (await api.get('/api/incidents?q=gyroscope')).body.items.map((one: { reference: string }) => one.reference),
  ).toEqual([reference]);
});

test('types that a person does not see are not found, nor another plan', async () => {
  expect(await found('printers', '', api.ana)).toEqual(['till']);
  expect(await found('printers', '', api.stranger)).toEqual([]);
});

test('it narrows what other filters leave', async () => {
  expect(await found('printers', '&service=app')).toEqual(['till']);
  expect(await found('printers', '&status=resolved')).toEqual([]);
});

describe('whatever is typed it answers', () => {
  test.each([
    "'",
    '"',
    '""',
    '-',
    '--',
    "';drop table incident;--",
    '!',
    '&',
    '|',
    '()',
    ':*',
    "'a':*",
    '<->',
    'a <-> b',
    'or',
    'or or',
    '-or',
    'or x or',
    '\\',
    '\\u0000',
    '%',
    '_',
    '*',
    '<script>alert(1)</script>',
    '😀',
    '打印机',
    'שלום',
    '\u200F',
    '\u0301',
    'ﬁ',
    '"unfinished',
    '-"not this"',
    'a'.repeat(200),
    'x '.repeat(100),
    "' ".repeat(100),
    '(((((',
    'тест:*',
    '٣',
    '½',
    'Ⅷ',
    'ª',
    'İ',
  ])('%j', async (q) => expect(await found(q)).toBeInstanceOf(Array));
});

describe('whatever is said it is kept', () => {
  const reported = async (more: object) => (await api.opens(more)).status;
  test.each<[string, object]>([
    ['500 KB of one word', { fields: { order: 'x'.repeat(19_000) }, description: 'y'.repeat(20_000) }],
    ['HTML', { description: '<img src=x onerror=alert(1)>'.repeat(500) }],
    ['signs of queries', { description: "' & | ! :* \\ <->".repeat(500) }],
    ['signs of writing without end', { description: '\u0301'.repeat(20_000) }],
    ['many different words', { description: Array.from({ length: 4000 }, (_, i) => i.toString(36)).join(' ') }],
    [
      '500 KB where the plan declares no fields',
      { plan: 'tienda', fields: { log: `${'z'.repeat(100_000)} ${'línea 500 ß <b> '.repeat(22_000)}` } },
    ],
    ['emoji', { description: '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(1000) }],
  ])('%s', async (_, more) => expect(await reported(more)).toBe(201));

  test('more than Postgres can keep of one ticket, which is still found by what came before', async () => {
    const { reference } = (await api.opens({ title: 'Verbose walrus' })).body;
    const words = (round: number) => Array.from({ length: 10_000 }, (_, i) => `w${round}x${i.toString(36)}`).join(' ');
    for (let round = 0; round < 12; round++) await addWords(api.db, [{ reference, texts: [words(round)] }]);
    const { status } = await api.does(reference, 'comment', { text: 'One more' });
    expect(status).toBe(200);
    const { items } = (await api.get('/api/incidents?q=walrus w0x1')).body;
    expect(items).toHaveLength(1);
  });
});
