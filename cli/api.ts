import { setTimeout as pause } from 'node:timers/promises';

import type { Problem } from './answers.ts';
import { Refused, Undone } from './ends.ts';
import { addressOf, keyOf } from './where.ts';

const timeoutMs = 15_000;
/** Before the second, third and fourth try. */
const pausesMs = [200, 500, 1000];
const no: readonly number[] = [404, 409, 412, 422];

/** What Guardia answered; `body` is undefined where there is none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The HTTP API, as the one whom the key belongs to. Both throw `Refused` or `Undone`. */
export interface Api {
  readonly get: <T>(path: string) => Promise<T>;
  /** `key` makes a repeated request one; made up when there is none. */
  readonly post: (path: string, body?: object, key?: string, ifMatch?: string) => Promise<Answer>;
}

export async function reach(url: string | undefined, env: NodeJS.ProcessEnv = process.env): Promise<Api> {
  const address = addressOf(url, env);
  const authorization = `Bearer ${await keyOf(env)}`;
  const ask = async (path: string, init: RequestInit) =>
    answered(address, await persist(address, `${address}/api${path}`, init));
  return {
    get: async <T>(path: string) => (await ask(path, { headers: { authorization } })).body as T,
    post: (path, body = {}, key = crypto.randomUUID(), ifMatch) => {
      const headers = {
        authorization,
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      };
      return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
  };
}

/** Tries again where the network failed: a POST carries a key, and is done once. */
async function persist(address: string, url: string, init: RequestInit): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const wait = pausesMs[tries];
      if (wait === undefined) throw new Undone(`Guardia does not answer at ${address} (${reason(error)}).`);
      await pause(wait);
    }
  }
}

function reason(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

async function answered(address: string, response: Response): Promise<Answer> {
  const { status } = response;
  const body = parsed(await response.text());
  const ours = body === undefined ? status === 204 : typeof body === 'object';
  if (response.ok && ours) return { status, body };
  const location = response.headers.get('location');
  if (location !== null && status < 400) throw new Undone(`${address} sends on to ${location}: use that with --url.`);
  const { detail } = (body ?? {}) as Partial<Problem>;
  if (detail === undefined) throw new Undone(`What answers at ${address} is not Guardia (HTTP ${status}).`);
  throw no.includes(status) ? new Refused(detail) : new Undone(detail);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
