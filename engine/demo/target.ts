import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Plays the applications of the example plans on 127.0.0.1: `/transport/api/health` and every other path answer well, until a
 * `POST /break/<path>` breaks what is below that path; `POST /mend/<path>` mends it. Resolves once it listens.
 */
export function startTarget(port: number): Promise<Server> {
  const broken = new Set<string>();
  const begunAt = Date.now();
  const isBroken = (path: string) => [...broken].some((one) => path === one || path.startsWith(`${one}/`));

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { pathname } = new URL(request.url ?? '/', 'http://demo');
    const [, verb, path] = /^\/(break|mend)(\/.+)$/.exec(pathname) ?? [];
    if (request.method === 'POST' && path !== undefined) {
      if (verb === 'break') broken.add(path);
      else broken.delete(path);
      return response.writeHead(204).end();
    }
    if (isBroken(pathname)) return response.writeHead(503, json).end(JSON.stringify({ status: 'broken on purpose' }));
    if (pathname.endsWith('/metrics')) return response.end(metrics((Date.now() - begunAt) / 1000));
    return response.writeHead(200, json).end(JSON.stringify(found(pathname)));
  }

  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function found(pathname: string): object {
  if (pathname.endsWith('/api/v1/query')) return queried();
  return pathname.endsWith('/database/backups') ? copied() : { status: 'ok' };
}

/** As Supabase tells of its copies: the newest is some minutes old. */
const copied = () => ({
  pitr_enabled: true,
  physical_backup_data: { latest_physical_backup_date_unix: Math.floor(Date.now() / 1000) - 300 },
});

const json = { 'content-type': 'application/json' };

/** As Prometheus answers an instant query: one request in a thousand went wrong. */
const queried = () => ({
  status: 'success',
  data: { resultType: 'vector', result: [{ metric: {}, value: [Date.now() / 1000, '0.001'] }] },
});

/** As node_exporter tells of a machine that is a third busy; counters since it began, s. */
const metrics = (seconds: number): string =>
  [
    `node_cpu_seconds_total{cpu="0",mode="idle"} ${seconds * 0.7}`,
    `node_cpu_seconds_total{cpu="0",mode="user"} ${seconds * 0.3}`,
    'node_memory_MemTotal_bytes 8e9',
    'node_memory_MemAvailable_bytes 5e9',
    'node_filesystem_size_bytes{fstype="ext4",mountpoint="/"} 1e11',
    'node_filesystem_avail_bytes{fstype="ext4",mountpoint="/"} 6e10',
    'node_network_speed_bytes{device="eth0"} 1.25e8',
    `node_network_receive_bytes_total{device="eth0"} ${seconds * 1e7}`,
    `node_network_transmit_bytes_total{device="eth0"} ${seconds * 1e7}`,
    '',
  ].join('\n');
