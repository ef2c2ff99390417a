/** Who holds a key signs in and gets where they wanted to go; nobody else does, and no other site in their name. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createWeb } from '../../web/app.ts';
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

test('one signs in with a key, gets where one wanted to go, and out again', async () => {
  const somebody = visitor(world);
  const turnedAway = await somebody.get('/incidents/TRA-9?x=1');
  expect(turnedAway.status).toBe(303);
  expect(turnedAway.headers.get('location')).toBe('/signin?to=%2Fincidents%2FTRA-9%3Fx%3D1');
  expect((await somebody.get('/signin?to=%2Fincidents%2FTRA-9')).text).toContain('value="/incidents/TRA-9"');

  const wrong = await somebody.post('/signin', { key: 'grd_000000000000_wrong' });
  expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
  expect(wrong.text).toContain('This key is unknown or has been revoked.');

  const right = await somebody.post('/signin', { key: ` ${world.admin}\n`, to: '/?status=all' });
  expect([right.status, right.headers.get('location')]).toEqual([303, '/?status=all']);
  const session = right.headers.get('set-cookie')!;
  for (const word of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=43200']) expect(session).toContain(word);
  expect(session).not.toContain('Secure');

  const old = { cookie: await somebody.signIn(world.admin) };
  expect((await somebody.get('/')).status).toBe(200);
  expect((await somebody.post('/signout')).headers.get('location')).toBe('/signin');
  expect((await somebody.get('/', old)).status).toBe(303);
});

test('where Guardia is reached by https the cookie travels by https only', async () => {
  const web = createWeb({ ...world.desk, publicUrl: 'https://guardia.example' });
  const form = new URLSearchParams({ key: world.admin });
  const origin = 'https://guardia.example';
  const { headers } = await web.request('/signin', { method: 'POST', headers: { origin }, body: form });
  expect(headers.get('set-cookie')).toContain('Secure');
});

test('after signing in one stays on this site, whatever the address says', async () => {
  const elsewhere = [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
  ];
  for (const to of [...elsewhere, 'evil', '']) {
    const { headers } = await me.post('/signin', { key: world.admin, to });
    expect([to, headers.get('location')]).toEqual([to, '/']);
  }
});

test('a session ends after 12 hours, or with its key', async () => {
  const somebody = visitor(world);
  await somebody.signIn(world.admin);
  world.pass(12 * 60 * minutes - 1000);
  expect((await somebody.get('/')).status).toBe(200);
  world.pass(1001);
  expect((await somebody.get('/')).status).toBe(303);
  await me.signIn(world.admin);

  const key = await world.keyOf('ana');
  await somebody.signIn(key);
  await world.request('POST', `/api/keys/${key.split('_')[1]}/revoke`);
  expect((await somebody.get('/')).status).toBe(303);
});

test('a form from another site, or from nowhere, is refused', async () => {
  const reference = await world.openIncident();
  const path = `/incidents/${reference}/acknowledge`;
  for (const origin of ['https://evil.example', 'null', ''])
    for (const site of ['cross-site', '']) {
      const { status, text } = await me.post(path, {}, { origin, 'sec-fetch-site': site });
      expect([origin, status, text.includes('from another site')]).toEqual([origin, 403, true]);
    }
  expect((await me.post('/signin', { key: world.admin }, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await me.post('/signout', {}, { origin: '' })).status).toBe(403);
  expect(await kinds(reference)).not.toContain('acknowledged');
  expect((await me.post(path, {}, { origin: 'http://localhost' })).status).toBe(303);
});
