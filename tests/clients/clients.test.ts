/** What others make speaks to a running Guardia: Alertmanager, PagerDuty's client, curl and wget. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { buildHouse, parts } from '../chaos/house.ts';
import type { House } from '../chaos/house.ts';
import { python } from '../support/python.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { findPrometheus, startPrometheus } from './alertmanager.ts';
import { overTls } from './over-tls.ts';

const run = promisify(execFile);
const keys = { prometheus: 'prometheus-key-of-the-doors', pager: 'a'.repeat(32), nightly: 'nightly-key-of-the-doors' };
const soon = { timeout: 30_000, interval: 100 };

let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let house: House;
let listener: Server;
/** What a program was sent that listens to webhooks. */
const posts: { readonly body: string; readonly headers: Record<string, string> }[] = [];
const secret = `whsec_${Buffer.from('the listener and Guardia know it').toString('base64')}`;
beforeAll(async () => {
  listener = createServer((request, response) => {
    void buffer(request).then((body) => {
      posts.push({ body: body.toString(), headers: request.headers as Record<string, string> });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  vi.stubEnv('DOORS_LISTENER_URL', `http://127.0.0.1:${(listener.address() as { port: number }).port}/hook`);
  vi.stubEnv('DOORS_LISTENER_KEY', secret);
  vi.stubEnv('DOORS_PROMETHEUS_KEY', keys.prometheus);
  vi.stubEnv('DOORS_PAGER_KEY', keys.pager);
  vi.stubEnv('DOORS_NIGHTLY_KEY', keys.nightly);
  findPrometheus();
  smtp = await startSmtpSink();
  const plan = new URL('plan.yaml', import.meta.url).pathname;
  house = await buildHouse({ temporal: inject('temporal'), smtpUrl: smtp.url, plan });
  await house.start(...parts);
}, 180_000);
afterAll(async () => {
  await house?.stop();
  await smtp?.stop();
  listener?.close();
  vi.unstubAllEnvs();
});

interface Listed {
  readonly reference: string;
  readonly title: string;
  readonly status: string;
  readonly severity: string;
}

/** The incidents that there are, the oldest first. */
const incidents = async () =>
  ((await house.insist('GET', '/api/incidents?plan=doors')).body['items'] as readonly Listed[]).toReversed();

/** What has been opened since there were so many. */
const since = async (before: number) => (await incidents()).slice(before);

const webhook = () => `webhook_configs: [{ url: "${house.url}/hooks/alertmanager/${keys.prometheus}" }]`;
const pagerduty = () => `pagerduty_configs: [{ url: "${house.url}/v2/enqueue", routing_key: "${keys.pager}" }]`;

test.each([
  ['one Alertmanager alone', webhook, 1],
  ['two Alertmanagers as a cluster', webhook, 2],
  ["Alertmanager's receiver for PagerDuty", pagerduty, 1],
] as const)(
  '%s opens one incident however often it repeats itself, and resolves it',
  async (_, receiver, peers) => {
    const before = (await incidents()).length;
    const prometheus = await startPrometheus({ receiver: receiver(), peers });
    try {
      prometheus.set(9);
      await vi.waitFor(async () => expect(await since(before)).toHaveLength(1), soon);
      const [{ reference, title }] = (await since(before)) as [Listed];
      expect(title).toMatch(/The shop has 9 errors|HighErrorRate/);
      const heard = async () => (await house.insist('GET', `/api/incidents/${reference}/alerts`)).body['items'];
      // It repeats itself every two seconds.
      await vi.waitFor(
        async () => expect(await heard()).toMatchObject([{ count: expect.toSatisfy((n) => n > 1) }]),
        soon,
      );
      prometheus.set(0);
      await vi.waitFor(
        async () => expect(await since(before)).toMatchObject([{ reference, status: 'resolved' }]),
        soon,
      );
    } finally {
      await prometheus.stop();
    }
  },
  90_000,
);

test("PagerDuty's Python client triggers, acknowledges, resolves and triggers anew", async () => {
  const before = (await incidents()).length;
  const { address, certificate, stop } = await overTls(house.url);
  const env = { ...process.env, PYTHONPATH: python('pagerduty==7.2.0'), SSL_CERT_FILE: certificate };
  const program = new URL('pager.py', import.meta.url).pathname;
  const { stdout } = await run('python3', [program, address, keys.pager], { env }).finally(stop);
  expect(stdout.trim()).toBe('disk-1 disk-1 disk-1 disk-1 disk-1');
  await vi.waitFor(async () => {
    const [first, second] = await since(before);
    expect([first?.status, second?.status]).toEqual(['resolved', 'received']);
  }, soon);
});

test.each([
  ['curl', ['-fsS', '-m', '10', '--retry', '5', '-o', '/dev/null']],
  ['wget', ['-q', '-T', '10', '-t', '5', '-O', '/dev/null']],
])('%s pings a heartbeat', async (program, options) => {
  await run(program, [...options, `${house.url}/ping/${keys.nightly}/start`]);
  await run(program, [...options, `${house.url}/ping/${keys.nightly}`]);
});

test('a backup that failed says so with its exit code, and its recovery resolves that', async () => {
  const before = (await incidents()).length;
  const url = `${house.url}/ping/${keys.nightly}`;
  await run('bash', ['-c', `echo 'no space left' | curl -fsS --data-binary @- ${url}/3`]);
  await vi.waitFor(async () => expect(await since(before)).toHaveLength(1), soon);
  await run('curl', ['-fsS', '-I', url]);
  await vi.waitFor(async () => expect(await since(before)).toMatchObject([{ status: 'resolved' }]), soon);
});

test('what Guardia posts to a webhook holds before the verifiers of Standard Webhooks, and nothing else does', async () => {
  await vi.waitFor(() => expect(posts.length).toBeGreaterThan(1), soon);
  // More may come meanwhile.
  const sent = [...posts];
  for (const { body, headers } of sent) {
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  }
  const env = { ...process.env, PYTHONPATH: python('standardwebhooks==1.1.0') };
  const verifying = run('python3', [new URL('verify.py', import.meta.url).pathname, secret], { env });
  verifying.child.stdin!.end(JSON.stringify(sent));
  expect((await verifying).stdout.trim()).toBe(`${sent.length} hold`);
});
