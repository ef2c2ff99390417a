import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** A proxy with a certificate of its own before `url`: some clients speak to nothing without. `certificate` is its file. */
export async function overTls(url: string) {
  const home = mkdtempSync(join(tmpdir(), 'guardia-tls-'));
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  const kind = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=guardia'];
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    void (async () => {
      const body = await buffer(request);
      const headers = { 'content-type': request.headers['content-type'] ?? 'text/plain' };
      const answer = await fetch(`${url}${request.url}`, { method: request.method!, headers, body });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })().catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    stop: () => {
      server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
