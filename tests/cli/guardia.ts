import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

import { serve } from '@hono/node-server';

import { startWorld } from '../support/world.ts';

export const launcher = fileURLToPath(new URL('../../cli/guardia.mjs', import.meta.url));
export const node = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `guardia …` as a process of its own, knowing nothing but `env` and what it is told on its standard input. */
export const guardia = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Said> =>
  run([launcher, ...args], env, input);

/** Runs the pinned Node, in an empty environment. */
export const run = (args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Said> =>
  new Promise((resolve) => {
    const options = { env: { TZ: 'Europe/Bucharest', ...env }, maxBuffer: Infinity };
    const child = execFile(node, [...args], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    // It may end without having read anything.
    child.stdin!.on('error', () => undefined).end(input);
  });

/** A world whose HTTP API listens on a port, and `guardia` with the administrator's key for it. */
export async function startServedWorld(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld(options);
  const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { GUARDIA_URL: url, GUARDIA_KEY: world.admin };
  return {
    world,
    url,
    guardia: (args: string, more: readonly string[] = [], extra: Record<string, string> = {}) =>
      guardia([...args.split(' '), ...more], { ...env, ...extra }),
    async stop() {
      await new Promise((resolve) => server.close(resolve));
      await world.stop();
    },
  };
}
