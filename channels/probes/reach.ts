import { lookup as resolve } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { BlockList, connect as connectTo, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';

import { Fault } from './fault.ts';

/** Where clouds keep the credentials of their machines, and what is on the link alone. */
const local = new BlockList();
local.addSubnet('169.254.0.0', 16);
local.addSubnet('fe80::', 10, 'ipv6');
for (const one of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) local.addAddress(one);
for (const one of ['fd00:ec2::254', 'fd20:ce::254']) local.addAddress(one, 'ipv6');

const forbidden = () => new Fault('an address of the link or of a cloud’s own, which must be listed in figures');

const isLocal = (address: string): boolean => local.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * Resolves a name as always, but for what only the link or the machine's owner should reach: one is connected to the very
 * address that was looked at here, whatever the name means a moment later.
 */
export const lookup: LookupFunction = (name, options, done) => {
  resolve(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 0);
    if (addresses.some(({ address }) => isLocal(address))) return done(forbidden(), '', 0);
    if (options.all === true) return done(null, addresses);
    const [first] = addresses as [LookupAddress];
    return done(null, first.address, first.family);
  });
};

/** Throws where such an address is not listed in the very figures: of a number only the common spelling is one. */
export function requireListed(host: string, listed: string): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && isLocal(bare) && !listed.includes(bare)) throw forbidden();
}

/** `host:5432`, `[::1]:5432` or `tcp://host:5432`. Throws a `Fault` for what is none. */
export function addressOf(listed: string, usualPort?: number): { host: string; port: number } {
  const [, bracketed, plain, written] =
    /^(?:[a-z]+:\/\/)?(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?\/?$/i.exec(listed.trim()) ?? [];
  const host = bracketed ?? plain;
  const port = written === undefined ? usualPort : Number(written);
  if (host === undefined || port === undefined || port < 1 || port > 65_535)
    throw new Fault(usualPort === undefined ? 'not a host:port' : 'not a host');
  requireListed(host, listed);
  return { host, port };
}

/** A connection, once it stands. */
export function connected(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connectTo({ host, port, lookup, signal });
    socket.once('connect', () => done(socket)).once('error', fail);
  });
}
