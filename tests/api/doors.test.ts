/** Other sites stay out unless they are named, and one key may not ask without end. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import type { Doors } from '../../api/app.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const app = (doors: Partial<Doors>) => createApp(api.desk, console.error, doors);
const from = (origin: string, more: Record<string, string> = {}) => ({ headers: { origin, ...more } });
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  ...from(origin, { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }),
});
const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');

test('a page of another site is let in nowhere where none is named', async () => {
  const closed = app({});
  expect(allowed(await closed.request('/api/incidents', from('https://desk.example', bearer(api.ana))))).toBeNull();
  const asked = await closed.request('/api/incidents', preflight('https://desk.example'));
  expect([asked.status, allowed(asked)]).toEqual([401, null]);
});

test('of a site that is named it is let in, also to read refusals', async () => {
  const open = app({ origins: ['https://desk.example'] });
  const asked = await open.request('/api/incidents', preflight('https://desk.example'));
  expect([asked.status, allowed(asked)]).toEqual([204, 'https://desk.example']);
  expect(asked.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
  expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  for (const headers of [bearer(api.ana), {}])
    expect(allowed(await open.request('/api/incidents', from('https://desk.example', headers)))).toBe(
      'https://desk.example',
    );
  for (const origin of ['https://evil.example', 'null'])
    expect(allowed(await open.request('/api/incidents', preflight(origin)))).toBeNull();
  expect(allowed(await open.request('/signin', from('https://desk.example')))).toBeNull();
});

test('a key that asks too often waits for the next minute; another one does not', async () => {
  const strict = app({ perMinute: 3 });
  const asks = async (key: string) => {
    const { status, headers } = await strict.request('/api/incidents', { headers: bearer(key) });
    return [status, Number(headers.get('retry-after'))] as const;
  };
  const start = Math.ceil(api.desk.now() / 60_000) * 60_000;
  api.pass(start - api.desk.now());
  const statuses = [];
  for (let times = 0; times < 4; times++) statuses.push(await asks(api.ana));
  expect(statuses.map(([status]) => status)).toEqual([200, 200, 200, 429]);
  const wait = statuses[3]![1];
  expect(wait > 0 && wait <= 60).toBe(true);
  expect((await asks(api.stranger))[0]).toBe(200);
  api.pass(wait * 1000);
  expect((await asks(api.ana))[0]).toBe(200);
});
