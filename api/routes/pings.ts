import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { createHearer } from '../../services/alert/hearer.ts';
import { doorOf } from '../../services/alert/keys.ts';
import { NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { ping } from '../../services/heartbeat/ping.ts';
import type { Sent } from '../../services/heartbeat/ping.ts';
import type { Env } from '../access.ts';
import { withinLimit } from '../body.ts';
import { refusals } from '../responses.ts';

/** So much of what a job says is kept, in bytes. */
const mostBytes = 100_000;

/** Heartbeats, as the clients of Healthchecks.io send them. HEAD is answered as GET is. */
export function pingRoutes(app: OpenAPIHono<Env>, desk: Desk, log: (error: unknown) => void): void {
  const hearer = createHearer(desk, log);
  app.use('/ping/*', withinLimit);
  for (const method of ['get', 'post'] as const) {
    app.openapi(route(method, '/ping/{key}'), (c) => answer(c));
    app.openapi(route(method, '/ping/{key}/{signal}'), (c) => answer(c));
    app[method]('/ping/:key/', (c) => answer(c));
  }

  async function answer(c: Context) {
    const said = saidBy(c.req.param('signal') ?? '');
    if (said === undefined) throw new NotFound('There is /start, /fail, /log, and an exit code from 0 to 255.');
    const door = await doorOf(desk, c.req.param('key') ?? '');
    if (door?.kind !== 'heartbeat') throw new NotFound('This key opens nothing.');
    if (await ping(desk, door, { ...said, run: runIn(c), ...(await bodyOf(c)) })) hearer.kick();
    c.header('Ping-Body-Limit', String(mostBytes));
    return c.text('OK', 200);
  }
}

function saidBy(signal: string): Pick<Sent, 'kind' | 'exit'> | undefined {
  if (signal === '') return { kind: 'ok', exit: null };
  if (signal === 'start' || signal === 'fail' || signal === 'log') return { kind: signal, exit: null };
  if (!/^\d{1,3}$/.test(signal)) return undefined;
  const exit = Number(signal);
  if (exit > 255) throw new HTTPException(400, { message: 'An exit code is a number from 0 to 255.' });
  return { kind: exit === 0 ? 'ok' : 'fail', exit };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function runIn(c: Context): string | null {
  const rid = c.req.query('rid');
  if (rid === undefined) return null;
  if (!uuid.test(rid)) throw new HTTPException(400, { message: 'The rid must be a UUID.' });
  return rid.toLowerCase();
}

/** What was said, as far as it is kept: text, whatever bytes it is made of. */
async function bodyOf(c: Context): Promise<Pick<Sent, 'bytes' | 'body'>> {
  const whole = new Uint8Array(c.req.method === 'POST' ? await c.req.arrayBuffer() : []);
  const text = new TextDecoder().decode(whole.subarray(0, mostBytes)).replaceAll('\0', '\uFFFD');
  return { bytes: whole.length, body: text === '' ? null : text };
}

const key = z.string().max(200).openapi({ description: 'The key of the heartbeat' });
const signal = z.string().max(10).openapi({ description: '`start`, `fail`, `log`, or an exit code', example: 'start' });

const route = (method: 'get' | 'post', path: '/ping/{key}' | '/ping/{key}/{signal}') =>
  createRoute({
    method,
    path,
    tags: ['heartbeats'],
    security: [],
    summary: 'A job says that it begins, has ended well or badly, or only something about itself',
    request: {
      params: path === '/ping/{key}' ? z.object({ key }) : z.object({ key, signal }),
      query: z.object({
        rid: z.string().max(100).optional().openapi({ description: 'A UUID by which the job tells its runs apart' }),
      }),
    },
    responses: {
      200: { description: '`OK`', content: { 'text/plain': { schema: z.string() } } },
      ...refusals(400, 413, 429, 503),
    },
  });
