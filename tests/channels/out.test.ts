/** What is sent at the edge, to a real HTTP server: the form that each side reads, and what every failure comes to. */
import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';

import { everyWay } from '../../channels/index.ts';
import type { Message, Outlet } from '../../services/notification/message.ts';
import { startHttpSink } from '../support/http-sink.ts';

import { message, news, outletAt } from './message.ts';

let sink: Awaited<ReturnType<typeof startHttpSink>>;
beforeAll(async () => void (sink = await startHttpSink()));
afterAll(() => sink.stop());
beforeEach(() => {
  sink.received.length = 0;
  sink.answers.clear();
});

const send = everyWay(async () => expect.unreachable('no mail'));
const outlet = (more: Partial<Outlet> = {}) => outletAt(sink.url, more);
const body = (index = 0) => JSON.parse(sink.received[index]!.body);
describe('each side reads it', () => {
  test('Slack: blocks in which nothing that people wrote is markup', async () => {
    await send(message(outlet()));
    const sections = body().blocks.map((one: { text: { text: string } }) => one.text.text);
    expect(sections).toEqual(['*[TRA-7] P1 · Down &amp; &lt;out&gt;*', 'Down &amp; &lt;out&gt;\n\nSeverity: P1']);
    expect(body().text).toBe('[TRA-7] P1 · Down &amp; &lt;out&gt;');
  });
  test('Slack: what is too long for one section is in several, and nothing of it is missing', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `TRA-${index} ${'x'.repeat(60)}`);
    await send(message(outlet(), { text: lines.join('\n\n') }));
    const texts: string[] = body().blocks.map((one: { text: { text: string } }) => one.text.text);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(3000);
    expect(texts.slice(1).join('\n\n')).toBe(lines.join('\n\n'));
  });
  test('Teams: an Adaptive Card with a link', async () => {
    await send(message(outlet({ kind: 'teams' })));
    const [{ contentType, content }] = body().attachments;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(content).toMatchObject({
      type: 'AdaptiveCard',
      actions: [{ type: 'Action.OpenUrl', url: message(outlet()).link }],
    });
    expect(content.body[0].text).toContain('P1 · Down');
  });
  test('PagerDuty: an event whose dedup_key is the reference, under its routing key', async () => {
    await send(message(outlet({ kind: 'pagerduty', keys: ['R0UT1NG'] })));
    expect(body()).toMatchObject({
      routing_key: 'R0UT1NG',
      event_action: 'trigger',
      dedup_key: 'TRA-7',
      payload: {
        summary: '[TRA-7] P1 Down',
        severity: 'critical',
        source: 'api',
        timestamp: '2027-03-08T10:00:00.000Z',
      },
    });
  });
  test.each(['acknowledge', 'resolve'] as const)('PagerDuty: %s says nothing but which', async (action) => {
    await send(message(outlet({ kind: 'pagerduty', keys: ['K'] }), { news: { ...news, action } }));
    expect(body()).toEqual({ routing_key: 'K', event_action: action, dedup_key: 'TRA-7' });
  });
  test('a test of PagerDuty leaves nothing open there', async () => {
    await send(message(outlet({ kind: 'pagerduty', keys: ['K'] }), { news: { ...news, action: 'test' } }));
    expect([body(0).event_action, body(1).event_action]).toEqual(['trigger', 'resolve']);
  });
});

describe('a gateway for SMS', () => {
  const sms = (more: Partial<Outlet>) => outlet({ kind: 'sms', ...more });
  test('gets a form where the plan writes one', async () => {
    await send(message(sms({ body: 'To={to}&Body={text}' })));
    expect(Object.fromEntries(new URLSearchParams(sink.received[0]!.body))).toEqual({
      To: '+40 700 000 000',
      Body: 'TRA-7 P1 - Down & <out> https://guardia.example/incidents/TRA-7',
    });
  });
  test('gets JSON where the plan writes that, whatever stands in the title', async () => {
    const subject = '[TRA-7] "quoted" \\ back';
    await send(message(sms({ body: '{"to":"{to}","message":{"text":"{text}"}}', keys: ['t0ken'] }), { subject }));
    expect(body().message.text).toContain('"quoted"');
    expect(sink.received[0]!.headers.authorization).toBe('Bearer t0ken');
  });
  test('may be asked by GET, its user and password in the address', async () => {
    await send(message(sms({ method: 'GET', url: `${sink.url.replace('//', '//me:pass@')}/sms?to={to}&m={text}` })));
    const [{ method, path, headers }] = sink.received as [(typeof sink.received)[0]];
    expect([method, new URL(path, sink.url).searchParams.get('to')]).toEqual(['GET', '+40 700 000 000']);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('me:pass').toString('base64')}`);
  });
  const textOf = async (more: Partial<Message>) => {
    await send(message(sms({}), more));
    return new URLSearchParams(sink.received[0]!.body).get('text')!;
  };
  test('gets one part: 160 letters, marks taken off, and the link whole', async () => {
    const text = await textOf({ subject: `[TRA-7] Aplicație căzută ${'și '.repeat(90)}` });
    expect(text).toHaveLength(160);
    expect(text).toMatch(/^TRA-7 Aplicatie cazuta .*\.\.\. https:\/\/guardia\.example\/incidents\/TRA-7$/);
  });
  test('gets 70 letters of another script', async () =>
    expect((await textOf({ subject: 'Приложение '.repeat(20) })).length).toBeLessThanOrEqual(70));
  test('gets every reference of a storm', async () => {
    const about = Array.from({ length: 100 }, (_, index) => `TRA-${index}`);
    const text = await textOf({ subject: '[transport] 100 incidents', about });
    expect(about.filter((one) => !text.includes(one))).toEqual([]);
  });
});

describe('a signed webhook', () => {
  const [first, second] = [1, 2].map((one) => `whsec_${Buffer.alloc(24, one).toString('base64')}`) as [string, string];
  const webhook = (...keys: string[]) => outlet({ kind: 'webhook', keys });
  test('is accepted by the verifier of Standard Webhooks', async () => {
    await send(message(webhook(first)));
    const [{ body: raw, headers }] = sink.received as [(typeof sink.received)[0]];
    const payload = new Webhook(first).verify(raw, headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'incident.opened',
      data: { incident: { reference: 'TRA-7', status: 'received' } },
    });
    expect(headers['webhook-id']).toBe('msg_abc123');
  });
  test('is accepted by whoever has either key while they are changed', async () => {
    await send(message(webhook(first, second)));
    const [{ body: raw, headers }] = sink.received as [(typeof sink.received)[0]];
    for (const key of [first, second]) new Webhook(key).verify(raw, headers as Record<string, string>);
    const stranger = `whsec_${Buffer.alloc(24, 3).toString('base64')}`;
    expect(() => new Webhook(stranger).verify(raw, headers as Record<string, string>)).toThrow(/signature/);
  });
  test('is signed over id, instant and body, by another’s reckoning too', async () => {
    await send(message(webhook(first)));
    const { headers, body: raw } = sink.received[0]!;
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${raw}`;
    const own = createHmac('sha256', Buffer.alloc(24, 1)).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${own}`);
  });
  test('repeated it has the same id', async () => {
    for (let times = 0; times < 2; times++) await send(message(webhook(first)));
    expect(new Set(sink.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(['msg_abc123']));
  });
  test('is not sent with a key that is none', async () =>
    expect(send(message(webhook('whsec_not base64!')))).rejects.toMatchObject({ code: 'BAD_KEY' }));
});
