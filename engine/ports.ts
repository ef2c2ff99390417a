import { createServer } from 'node:net';

import { StartError } from './errors.ts';

/** One port that is about to be used: by what, and how the person may choose another. */
export interface PortUse {
  port: number;
  part: string;
  remedy: string;
}

/** Throws a StartError naming every port of the list that something else listens on at 127.0.0.1. */
export async function requireFreePorts(uses: readonly PortUse[]): Promise<void> {
  const free = await Promise.all(uses.map(({ port }) => isFree(port)));
  const taken = uses.filter((_, index) => !free[index]);
  if (taken.length === 0) return;
  const sentences = taken.map(({ port, part, remedy }) => `Port ${port}, wanted for ${part}, is taken. ${remedy}`);
  throw new StartError(sentences.join('\n'));
}

/** A port of 127.0.0.1 that nothing listens on right now, and that no connection is given by chance before it is used. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Connections are given ports from 32768 on (Linux) or 49152 on (RFC 6335).
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
