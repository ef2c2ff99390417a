import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { look } from '../../channels/probes/index.ts';
import type { Question } from '../../services/monitor/probe.ts';

export const hour = 3_600_000;
export const nowAt = Date.now();
export const nothing = { status: null, body: null, json: null };

const metrics = (busy: number) => `# HELP node_cpu_seconds_total Seconds.
node_cpu_seconds_total{cpu="0",mode="idle"} ${100 + (1 - busy) * asked.length}
node_cpu_seconds_total{cpu="0",mode="user"} ${50 + busy * asked.length}
node_memory_MemTotal_bytes 1.0e+10
node_memory_MemAvailable_bytes 4e+09
node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1000
node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 150
node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 1000
node_filesystem_avail_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 0
`;

const found = (...values: string[]) =>
  JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: values.map((one) => ({ metric: {}, value: [1, one] })) },
  });

/** What was asked of it, the newest last. */
export const asked: string[] = [];

const routes: RequestListener = (request, response) => {
  const url = new URL(request.url!, 'http://x');
  asked.push(request.url!);
  const answer = (status: number, body = '', headers = {}) => response.writeHead(status, headers).end(body);
  const pages: Record<string, () => unknown> = {
    '/up': () => answer(200, '{"healthy": true, "status": "ok", "left": 0, "at": "2026-01-02T03:04:05Z"}'),
    '/down': () => answer(503, 'no'),
    '/auth': () => answer(request.headers.authorization === `Basic ${btoa('u:secret')}` ? 200 : 401),
    '/moved': () => answer(302, '', { location: '/up' }),
    '/away': () => answer(302, '', { location: 'http://elsewhere.example/' }),
    '/metadata': () => answer(302, '', { location: 'http://169.254.169.254/latest' }),
    '/round': () => answer(302, '', { location: '/round' }),
    '/hangs': () => undefined,
    '/endless': () => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), (error) => error ?? setImmediate(more));
      more();
    },
    '/object': () => answer(200, '', { 'last-modified': new Date(nowAt - 3 * hour).toUTCString() }),
    '/metrics': () => answer(200, metrics(0.75)),
    '/api/v1/query': () => {
      const query = url.searchParams.get('query');
      if (query === 'none') return answer(200, found());
      if (query === 'nan') return answer(200, found('NaN'));
      return query === 'bad' ? answer(400, '{"status":"error"}') : answer(200, found('0.25', '3'));
    },
  };
  (pages[url.pathname] ?? (() => answer(404)))();
};

export const question = (kind: Question['kind'], target: string | readonly string[], more: Partial<Question> = {}) =>
  ({
    kind,
    target: [target].flat(),
    on: null,
    expect: nothing,
    environment: {},
    timeoutMs: 5000,
    nowAt,
    ...more,
  }) as Question;
export const probe = (...asking: Parameters<typeof question>) =>
  look(question(...asking), new AbortController().signal);
export const faultOf = async (...asking: Parameters<typeof question>) => (await probe(...asking)).fault;
export const expecting = (more: object) => ({ expect: { ...nothing, ...more } });

/** A server that answers well, badly, slowly, elsewhere and without end. */
export async function startServer() {
  const server = createServer(routes).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
