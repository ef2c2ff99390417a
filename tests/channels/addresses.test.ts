/** Probes over the network find what is there, reach only what is listed, and tell no secret. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look } from '../../channels/probes/index.ts';

import { expecting, faultOf, hour, nowAt, probe, question, startServer } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'guardia-probes-'));

let server: Awaited<ReturnType<typeof startServer>>;
let base = '';
beforeAll(async () => {
  server = await startServer();
  base = server.base;
});
afterAll(() => server.stop());

describe('http', () => {
  test.each<[string, object, string | null]>([
    ['/up', {}, null],
    ['/down', {}, 'HTTP 503'],
    ['/down', { status: 503 }, null],
    ['/up', { status: 204 }, 'HTTP 200'],
    ['/up', { body: 'healthy' }, null],
    ['/up', { body: 'fine' }, 'the body does not contain what is expected'],
    ['/up', { json: '$.healthy' }, null],
    ['/up', { json: '$.left' }, '$.left is not true'],
    ['/up', { json: '$.missing' }, '$.missing is not true'],
    ['/up', { json: '$[?@ == "ok"]' }, null],
    ['/up', { json: 'healthy' }, 'healthy is not a JSON path'],
    ['/down', { status: 503, json: '$.a' }, 'the answer is not JSON'],
    ['/moved', {}, null],
    ['/moved', { status: 302 }, null],
    ['/away', {}, 'HTTP 302'],
    ['/metadata', {}, 'HTTP 302'],
    ['/round', {}, 'more than 5 redirects'],
    ['/endless', { body: 'xxx' }, null],
  ])('%s, expecting %j: %s', async (path, expected, fault) =>
    expect(await faultOf('http', base + path, expecting(expected))).toBe(fault),
  );

  test('what does not answer is given up in time', async () =>
    expect(await faultOf('http', `${base}/hangs`, { timeoutMs: 100 })).toBe('no answer in time'));

  test('a password in the address is used and told nobody', async () => {
    const address = base.replace('//', '//u:secret@');
    expect(await faultOf('http', `${address}/auth`)).toBeNull();
    const refused = await Promise.all([
      faultOf('http', 'http://u:secret@127.0.0.1:1/'),
      faultOf('http', 'http://u:secret@nowhere.invalid/'),
      faultOf('http', 'http://u:secret@exa mple/'),
      faultOf('sql', 'SELECT 1', { on: 'postgres://u:secret@127.0.0.1:1/x' }),
    ]);
    expect(refused).toEqual(['ECONNREFUSED', 'ENOTFOUND', 'not an address of http or https', 'ECONNREFUSED']);
  });
});

const forbidden = 'an address of the link or of a cloud’s own, which must be listed in figures';

describe('addresses of the link and of clouds’ metadata', () => {
  test.each([
    ['a number that means one', 'http://2852039166/'],
    ['another spelling of it', 'http://0xa9.0xfe.0xa9.0xfe/'],
  ])('%s is not asked', async (_, address) => expect(await faultOf('http', address)).toBe(forbidden));

  test('nor by tcp, which hears of numbers too', async () =>
    expect(await faultOf('tcp', '2852039166:80', { timeoutMs: 2000 })).toBe(forbidden));

  test('nor by a database’s name', async () =>
    expect(await faultOf('sql', 'SELECT 1', { on: 'postgres://u:p@2852039166/x', timeoutMs: 2000 })).toBe(forbidden));

  test('but what is listed in figures is', async () =>
    expect(await faultOf('tcp', '169.254.169.254:9', { timeoutMs: 50 })).not.toBe(forbidden));
});

test('tcp: a port that is open, one that is not, and what is no address', async () => {
  const port = base.replace('http://', '');
  expect([await faultOf('tcp', port), await faultOf('tcp', '127.0.0.1:1'), await faultOf('tcp', 'nowhere')]).toEqual([
    null,
    'ECONNREFUSED',
    'not a host:port',
  ]);
});

describe('tls', () => {
  let secured: Server;
  const trusted = tls.getCACertificates('default');
  beforeAll(async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '20'];
    execFileSync('openssl', [...made, '-keyout', key, '-out', certificate, ...subject], { stdio: 'ignore' });
    const pair = { key: readFileSync(key), cert: readFileSync(certificate) };
    tls.setDefaultCACertificates([...trusted, pair.cert.toString()]);
    secured = createTlsServer(pair, (_, response) => response.end('ok')).listen(0);
    await new Promise((done) => secured.once('listening', done));
  });
  afterAll(() => {
    tls.setDefaultCACertificates(trusted);
    secured.close();
  });
  const at = (host: string) => `${host}:${(secured.address() as AddressInfo).port}`;

  test('how long a certificate is still good', async () => {
    const { fault, values } = await probe('tls', at('localhost'));
    expect([fault, Math.round(values[0]! / (24 * hour))]).toEqual([null, 20]);
  });

  test('one that has run out, by how much', async () => {
    const { values } = await probe('tls', at('localhost'), { nowAt: nowAt + 30 * 24 * hour });
    expect(Math.round(values[0]! / (24 * hour))).toBe(-10);
  });

  test('one for another host is none', async () =>
    expect(await faultOf('tls', at('127.0.0.1'))).toBe('TLS ERR_TLS_CERT_ALTNAME_INVALID'));

  test('over https it is believed or not as browsers do', async () => {
    expect(await faultOf('http', `https://${at('localhost')}/`)).toBeNull();
    expect(await faultOf('http', `https://${at('127.0.0.1')}/`)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

test('whoever asks can end it at once', async () => {
  const stop = new AbortController();
  const looking = look(question('http', `${base}/hangs`), stop.signal);
  stop.abort();
  expect((await looking).fault).toBe('no answer in time');
});
