/** Where the plan holds mails of strangers, somebody who works there looks at them and accepts or drops each. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';

import { mailPlan, startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

let shop: MailShop;
let ana: string;
let ion: string;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  const security = '  security: { address: security@shop.example, type: security, unknown senders: hold }\n';
  const plan = mailPlan((text) =>
    text
      .replace('severity: P3 }', 'severity: P3, unknown senders: hold }')
      .replace('integrations:', `${security}integrations:`)
      .replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: ana }, task: {} }'),
  );
  shop = await startMailShop({ plan });
  app = createApp(shop.desk, console.error);
  const keyOf = async (person: string) => (await createKey(shop.desk, { plan: 'shop', person }, 'tests')).key;
  [ana, ion] = await Promise.all([keyOf('ana'), keyOf('ion')]);
});
afterAll(() => shop.stop());

async function request(method: string, path: string, key = ion) {
  const answer = await app.request(path, { method, headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}
const waiting = async (key = ion) => (await request('GET', '/api/mails', key)).body.items;

test('what is accepted becomes what it would have been, once; what is dropped nothing', async () => {
  const eve = { from: 'Eve <eve@else.example>', subject: 'Hello' };
  const [first, second] = [await shop.mail(eve), await shop.mail({ ...eve, text: 'Buy!' })];
  expect(await waiting()).toEqual([
    {
      id: first.id,
      plan: 'shop',
      door: 'channel/email',
      from: 'Eve <eve@else.example>',
      subject: 'Hello',
      at: expect.any(String),
      reference: null,
    },
    expect.objectContaining({ id: second.id }),
  ]);
  const accepted = await request('POST', `/api/mails/${first.id}/accept`);
  expect(accepted).toMatchObject({ status: 200, body: { outcome: 'opened' } });
  expect((await shop.row(accepted.body.reference)).requester).toMatchObject({ email: 'eve@else.example' });
  expect(await request('POST', `/api/mails/${first.id}/accept`)).toEqual(accepted);
  expect((await request('POST', `/api/mails/${second.id}/drop`)).body).toEqual({ outcome: 'refused', reference: null });
  expect((await request('POST', `/api/mails/${second.id}/accept`)).body.outcome).toBe('refused');
  expect(await waiting()).toEqual([]);
  expect(await shop.incidents()).toBe(1);
});

test('a stranger in a thread that is accepted is a note', async () => {
  const { reference } = await shop.mail({});
  const confirmation = (await shop.told(reference!)).get('joe@acme.example')!;
  const { id } = await shop.mail({ ...shop.answering(confirmation), from: 'eve@else.example' });
  expect(await waiting()).toEqual([expect.objectContaining({ id, reference })]);
  expect((await request('POST', `/api/mails/${id}/accept`)).body).toEqual({ outcome: 'noted', reference });
});

test('of an address whose tickets only some may see, others see nothing', async () => {
  const { id } = await shop.mail({ from: 'eve@else.example', to: 'security@shop.example' });
  expect(await waiting()).toEqual([]);
  expect((await request('POST', `/api/mails/${id}/accept`)).status).toBe(404);
  expect(await waiting(ana)).toEqual([expect.objectContaining({ id, door: 'channel/security' })]);
});
