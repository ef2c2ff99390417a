import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { startShop } from '../services/support.ts';

export type Api = Awaited<ReturnType<typeof startApi>>;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- what is asserted about an answer is what the test is for
  readonly body: any;
}

/** The HTTP API over real services: two plans, an administrator, and a person of each plan. */
export async function startApi() {
  const shop = await startShop();
  const { desk } = shop;
  const other = shopPlan((text) =>
    text.replace('plan: shop', 'plan: stall').replace('reference: SHO', 'reference: STA'),
  );
  await applyPlan(desk, other, 'admin');
  const logged: unknown[] = [];
  const app = createApp(desk, (error) => void logged.push(error));
  const keyFor = async (plan: string) => (await createKey(desk, { plan, person: 'ana' }, 'a test')).key;
  const admin = (await createKey(desk, null, 'tests')).key;

  async function request(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${admin}`, ...(init.headers as Record<string, string>) };
    const response = await app.request(path, { ...init, method, headers });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      type,
      headers: response.headers,
      body: type.includes('json') ? JSON.parse(text) : text,
    };
  }

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    request('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

  return {
    ...shop,
    app,
    logged,
    admin,
    ana: await keyFor('shop'),
    stranger: await keyFor('stall'),
    request,
    post,
    get: (path: string, headers: Record<string, string> = {}) => request('GET', path, { headers }),
    opens: (more: object = {}, headers: Record<string, string> = {}) =>
      post('/api/incidents', { ...report, ...more }, headers),
    does: (reference: string, verb: string, body: object = {}, headers: Record<string, string> = {}) =>
      post(`/api/incidents/${reference}/${verb}`, body, headers),
  };
}

export const report = { plan: 'shop', title: 'The till is down', severity: 'P1' };
export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
