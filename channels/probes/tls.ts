import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { isIP } from 'node:net';

import { Fault } from './fault.ts';
import { addressOf, connected } from './reach.ts';

/** For how long the certificate of a host is still good, ms; gone by, it is less than 0. Throws where it is not one for this host. */
export async function certificateLeft(listed: string, nowAt: number, signal: AbortSignal): Promise<number> {
  const { host, port } = addressOf(hostIn(listed), 443);
  const socket = await connected(host, port, signal);
  const secured = await shaken(
    connect({
      socket,
      // What is wrong with it is found out below: an expired one should say since when.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
      host,
    }),
    signal,
  );
  try {
    const left = Date.parse(secured.getPeerCertificate().valid_to) - nowAt;
    if (!secured.authorized && left > 0) throw new Fault(faultOf(secured.authorizationError));
    if (Number.isNaN(left)) throw new Fault('no certificate');
    return left;
  } finally {
    secured.destroy();
  }
}

/** Of an address only the host and the port. */
const hostIn = (listed: string): string => (listed.startsWith('https://') && URL.parse(listed)?.host) || listed;

function shaken(socket: TLSSocket, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((done, fail) => {
    const stop = () => socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    socket.once('secureConnect', () => done(socket)).once('error', fail);
    socket.once('close', () => signal.removeEventListener('abort', stop));
  });
}

/** It is a code or an error, whatever the types say. */
const faultOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return /^[A-Z0-9_]+$/.test(code) ? `TLS ${code}` : 'TLS';
};
