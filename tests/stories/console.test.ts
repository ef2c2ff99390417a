/** The console: who is signed in sees what there is and acts on it with forms. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
let me: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startWorld();
  me = visitor(world);
  await me.signIn(world.admin);
});
afterAll(() => world.stop());

const kinds = (reference: string) => world.kinds(reference);

test('the list says what is open, narrows, and pages', async () => {
  const p1 = await world.openIncident({ title: 'Primul', service: 'api' });
  const p3 = await world.openIncident({ title: 'Al doilea', severity: 'P3' });
  const closed = await world.openIncident({ title: 'Rezolvat deja' });
  await world.act(closed, 'resolve', { note: 'Gata.' });
  const { text, headers } = await me.get('/');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(text).toContain(`href="/incidents/${p1}"`);
  expect(text).toMatch(/Response due in (59m|1h)/);
  expect(text).toMatch(/<time datetime="\d{4}-[^"]+Z">[^<]+(EET|EEST)<\/time>/);
  expect(text).not.toContain('Rezolvat deja');
  expect((await me.get('/?status=resolved')).text).toContain('Rezolvat deja');
  expect((await me.get('/?status=all&q=doilea')).text).not.toContain(`href="/incidents/${p1}"`);
  expect((await me.get('/?severity=P3')).text).toContain(`href="/incidents/${p3}"`);
  expect((await me.get('/?severity=P3')).text).not.toContain(`href="/incidents/${p1}"`);
  expect((await me.get('/?plan=other')).text).toContain('No incident is like that.');
  expect((await me.get('/?cursor=nonsense')).status).toBe(422);
  expect((await me.get('/?q=%00')).status).toBe(422);
});

test('what is overdue says so in words', async () => {
  const reference = await world.openIncident({ title: 'Uitat' });
  await world.travel(75 * minutes);
  const { text } = await me.get('/?status=escalated&q=Uitat');
  expect(text).toContain('Response overdue');
  expect(text).toContain('▲ escalated');
  const page = await me.get(`/incidents/${reference}`);
  for (const words of ['Overdue, since', 'Escalation step 2 at 50% of response', 'told again (1)', 'Ana Pop', 'late'])
    expect(page.text).toContain(words);
});

test('the list goes on over pages', async () => {
  for (let count = 0; count < 51; count += 1) await world.openIncident({ title: `Pagina ${count}`, severity: 'P4' });
  const first = await me.get('/?q=Pagina');
  const older = /href="(\/\?[^"]+)">Older/.exec(first.text)![1]!.replaceAll('&amp;', '&');
  const second = await me.get(older);
  expect(first.text.match(/<li class="row/g)).toHaveLength(50);
  expect(second.text.match(/<li class="row/g)).toHaveLength(1);
  expect(second.text).toContain('Pagina 0');
});

test('a double click is one act', async () => {
  const reference = await world.openIncident();
  const key = /name="key"\s+value="([^"]+)"/.exec((await me.get(`/incidents/${reference}`)).text)![1]!;
  const path = `/incidents/${reference}/comment`;
  const twice = await Promise.all([1, 2].map(() => me.post(path, { key, text: 'Am văzut.', public: 'on' })));
  expect(twice.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
    [303, `/incidents/${reference}`],
    [303, `/incidents/${reference}`],
  ]);
  expect((await kinds(reference)).filter((kind) => kind === 'commented')).toHaveLength(1);
  expect((await me.get(`/incidents/${reference}`)).text).toContain('Am văzut.');
});

test('a whole life through forms', async () => {
  const reference = await world.openIncident();
  const ana = visitor(world);
  await ana.signIn(await world.keyOf('ana'));
  const life: [string, Record<string, string>][] = [
    ['triage', { severity: 'P2', category: 'rețea', assignee: 'ion' }],
    ['acknowledge', {}],
    ['assign', { to: 'mihai' }],
    ['start', {}],
    ['hold', { reason: 'Furnizor', until: '2099-07-01T10:00' }],
    ['resume', {}],
    ['resolve', { note: 'Repornit.\r\nDe două ori.', cause: '' }],
    ['reopen', { reason: 'Iar nu merge' }],
    ['resolve', { note: 'Acum da.', cause: 'Disc plin' }],
    ['close', {}],
  ];
  for (const [verb, form] of life)
    expect([verb, (await ana.post(`/incidents/${reference}/${verb}`, form)).status]).toEqual([verb, 303]);
  const events = await world.events(reference);
  expect(events.find(({ kind }) => kind === 'held')!.data).toMatchObject({
    until: Date.parse('2099-07-01T10:00+03:00'),
  });
  expect(events.filter((one) => 'by' in one && one.by === 'ana')).toHaveLength(life.length);
  const { text } = await me.get(`/incidents/${reference}`);
  for (const words of [
    'Triaged as P2, category rețea, for Ion Marin',
    'Assigned to Mihai Ene',
    'by Ana Pop',
    'Disc plin',
  ])
    expect(text).toContain(words);
});

test('what is refused is told on the page, with what was typed', async () => {
  const reference = await world.openIncident();
  const impossible = await me.post(`/incidents/${reference}/hold`, { reason: 'Aștept' });
  expect(impossible.status).toBe(409);
  expect(impossible.text).toContain(`Cannot hold ${reference}`);
  const unknown = await me.post(`/incidents/${reference}/assign`, { to: 'nimeni' });
  expect(unknown.status).toBe(422);
  expect(unknown.text).toContain('There is no person &quot;nimeni&quot; in this plan');
});

test('who writes while another acts is told what happened and by whom, keeps what they typed, and can send it again', async () => {
  const reference = await world.openIncident();
  const form = (text: string) => ({
    key: /name="key"\s+value="([^"]+)"/.exec(text)![1]!,
    seen: /name="seen"\s+value="([^"]+)"/.exec(text)![1]!,
  });
  const page = await me.get(`/incidents/${reference}`);
  await world.act(reference, 'start', {}, await world.keyOf('ana'));
  const typed = { note: 'Am repornit serverul.' };
  const clash = await me.post(`/incidents/${reference}/resolve`, { ...form(page.text), ...typed });
  expect(clash.status).toBe(412);
  expect(clash.text).toContain('was changed while you were writing');
  expect(clash.text).toMatch(/Started by Ana Pop/);
  expect(clash.text).toContain(typed.note);
  expect((await world.show(reference)).status).toBe('in_progress');
  const again = await me.post(`/incidents/${reference}/resolve`, { ...form(clash.text), ...typed });
  expect([again.status, (await world.show(reference)).status]).toEqual([303, 'resolved']);
});

test('what Guardia itself does meanwhile stands in nobody’s way', async () => {
  const reference = await world.openIncident();
  const { text } = await me.get(`/incidents/${reference}`);
  await world.travel(35 * minutes);
  const seen = /name="seen"\s+value="([^"]+)"/.exec(text)![1]!;
  expect((await me.post(`/incidents/${reference}/comment`, { seen, text: 'Mă uit.' })).status).toBe(303);
});

test('what people write is text, never markup', async () => {
  const evil = '"><script>alert(1)</script>';
  const reference = await world.openIncident({
    title: evil,
    description: evil,
    category: evil,
    fields: { [evil]: evil },
  });
  await me.post(`/incidents/${reference}/comment`, { text: evil });
  const pages = [
    `/incidents/${reference}`,
    `/?q=${encodeURIComponent(evil)}`,
    `/signin?to=/${encodeURIComponent(evil)}`,
  ];
  for (const path of pages) {
    const { status, text } = await me.get(path);
    expect([path, status, text.includes('<script')]).toEqual([path, 200, false]);
    expect(text).toContain('script');
  }
});

test('what is not there is a page that says so; programs are told in JSON', async () => {
  for (const path of ['/incidents/TRA-9999', '/incidents/%00', '/nowhere']) {
    const { status, headers, text } = await me.get(path);
    expect([path, headers.get('content-type')]).toEqual([path, 'text/html; charset=UTF-8']);
    expect([404, 422]).toContain(status);
    expect(text).toContain('To the incidents');
  }
  const json = await me.get('/nowhere', { accept: 'application/json' });
  expect(json.headers.get('content-type')).toBe('application/problem+json');
});
