/** What every failure of an HTTP channel comes to, at a real server: said by a code, and without an address. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { everyWay } from '../../channels/index.ts';
import { NotSent } from '../../services/notification/message.ts';
import type { Outlet } from '../../services/notification/message.ts';
import { startHttpSink } from '../support/http-sink.ts';

import { message, outletAt } from './message.ts';

let sink: Awaited<ReturnType<typeof startHttpSink>>;
beforeAll(async () => void (sink = await startHttpSink()));
afterAll(() => sink.stop());
beforeEach(() => sink.answers.clear());

const send = everyWay(async () => expect.unreachable('no mail'));
const outlet = (more: Partial<Outlet> = {}) => outletAt(sink.url, more);
const failure = (to: Outlet) =>
  send(message(to)).then(
    () => expect.unreachable('it was taken'),
    (error: unknown) => error as NotSent,
  );

const failing = async (answer: Parameters<typeof sink.answers.set>[1], more: Partial<Outlet> = {}) => {
  sink.answers.set('*', answer);
  const error = await failure(outlet({ url: `${sink.url}/s3cret`, ...more }));
  expect(error).toBeInstanceOf(NotSent);
  expect(`${error.message} ${error.code}`).not.toMatch(/s3cret|127\.0\.0\.1/);
  const { fault, code, retryAfterMs, gone } = error;
  return { fault, code, retryAfterMs, gone };
};
const plain = { fault: 'server', retryAfterMs: null, gone: false };
test('500', async () => expect(await failing(500)).toEqual({ ...plain, code: 'HTTP_500' }));
test('429 with Retry-After in seconds', async () =>
  expect(await failing({ status: 429, headers: { 'retry-after': '7' } })).toEqual({
    ...plain,
    code: 'HTTP_429',
    retryAfterMs: 7000,
  }));
test('503 with Retry-After as an instant', async () => {
  const at = new Date(Date.now() + 90_000).toUTCString();
  const { retryAfterMs } = await failing({ status: 503, headers: { 'retry-after': at } });
  expect(retryAfterMs).toBeGreaterThan(60_000);
  expect(retryAfterMs).toBeLessThanOrEqual(90_000);
});
test('410: it wants no more', async () =>
  expect(await failing(410)).toEqual({ ...plain, code: 'HTTP_410', gone: true }));
test('a redirect, which is not followed', async () => {
  const elsewhere = { status: 307, headers: { location: `${sink.url}/elsewhere` } };
  expect(await failing(elsewhere)).toEqual({ ...plain, code: 'HTTP_307' });
  expect(sink.on('/elsewhere')).toEqual([]);
});
test('no answer in time', async () =>
  expect(await failing('hang', { timeoutMs: 50 })).toEqual({ ...plain, code: 'TIMEOUT' }));
test('a connection that breaks', async () =>
  expect(await failing('reset')).toMatchObject({
    ...plain,
    code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
  }));
test('nobody there', async () => {
  const gone = await startHttpSink();
  await gone.stop();
  expect(await failing(200, { url: `${gone.url}/s3cret` })).toEqual({ ...plain, code: 'ECONNREFUSED' });
});
test('400 of who says that the message is wrong: it is not sent again', async () =>
  expect(await failing(400)).toEqual({ ...plain, fault: 'address', code: 'HTTP_400' }));
test('400 of a webhook, which may be mended', async () =>
  expect((await failing(400, { kind: 'webhook', keys: ['AAAA'] })).fault).toBe('server'));
