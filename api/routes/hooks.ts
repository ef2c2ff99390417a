import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { TooMany } from '../../services/access/attempts.ts';
import { accept, InvalidEvent, limitEach } from '../../services/alert/accept.ts';
import type { Post } from '../../services/alert/accept.ts';
import { createHearer } from '../../services/alert/hearer.ts';
import { createIntake, Overloaded, Unkeepable } from '../../services/alert/intake.ts';
import { Invalid, NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { isAway } from '../../services/ready.ts';
import type { Env } from '../access.ts';

const maxBytes = 512 * 1024;
/** Seconds after which whoever was sent away may come again. */
const comeAgainS = 2;

interface Heard {
  readonly log: (error: unknown) => void;
  /** Posts a minute of one sender. */
  readonly perMinute: number;
}

/**
 * Where other systems send alerts, each in its own way and answered as it understands. A post is answered once it is kept; what it
 * comes down to is heard beside.
 */
export function hookRoutes(app: OpenAPIHono<Env>, desk: Desk, { log, perMinute }: Heard): void {
  const hearer = createHearer(desk, log);
  const intake = createIntake(desk, hearer.kick);
  const accepting = { ...desk, intake, limit: limitEach(desk, perMinute) };
  const take = (kind: Post['kind'], key: string, body: unknown) => accept(accepting, { kind, key, body });

  app.post('/hooks/alertmanager/:key', small(plainly), async (c) =>
    answering(c, { log, busy: 503, say: plainly }, async () => {
      await take('alertmanager', c.req.param('key'), await json(c));
      return c.json({ status: 'accepted' }, 202);
    }),
  );
  app.post('/hooks/events/:key', small(plainly), async (c) =>
    answering(c, { log, busy: 429, say: plainly }, async () => {
      await take('webhook', c.req.param('key'), await jsonOrForm(c));
      return c.json({ status: 'accepted' }, 202);
    }),
  );
  app.post('/v2/enqueue', small(asPagerduty), async (c) =>
    answering(c, { log, busy: 429, say: asPagerduty }, async () => {
      const body = await json(c);
      const key = (body as { routing_key?: unknown } | null)?.routing_key;
      if (typeof key !== 'string' || key === '') throw new InvalidEvent(["'routing_key' is missing or blank"]);
      const dedup = await take('pagerduty', key, body);
      return c.json({ status: 'success', message: 'Event processed', dedup_key: dedup }, 202);
    }),
  );
}

type Say = (message: string, errors: readonly string[]) => object;

const plainly: Say = (message) => ({ status: 'refused', message });
const asPagerduty: Say = (message, errors) => ({ status: 'invalid event', message, errors });

const small = (say: Say) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: (c) => c.json(say(`The body is larger than ${maxBytes / 1024} KB.`, []), 413),
  });

interface Answering {
  readonly log: (error: unknown) => void;
  /** By which status this sender understands that it is to try again. */
  readonly busy: 429 | 503;
  readonly say: Say;
}

async function answering(c: Context, how: Answering, doing: () => Promise<Response>): Promise<Response> {
  try {
    return await doing();
  } catch (error) {
    return refusal(c, how, error);
  }
}

/** Each sender tries again at one of these statuses, and at no other. */
function refusal(c: Context, { log, busy, say }: Answering, error: unknown): Response {
  const no = (status: ContentfulStatusCode, message: string, errors: readonly string[] = []) =>
    c.json(say(message, errors), status);
  if (error instanceof NotFound) return no(404, error.message);
  if (error instanceof InvalidEvent) return no(400, error.message, error.errors);
  if (error instanceof Invalid || error instanceof Unkeepable) return no(400, error.message, [error.message]);
  const again = error instanceof TooMany ? error.waitS : comeAgainS;
  c.header('Retry-After', String(again));
  if (error instanceof TooMany || error instanceof Overloaded) return no(busy, error.message);
  if (isAway(error)) return no(busy, 'What is sent cannot be kept at the moment; try again shortly.');
  log(error);
  return no(busy, 'Something went wrong on our side. It has been logged; try again shortly.');
}

async function json(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new Invalid('The body is not JSON.');
  }
}

/** A form says the same in its own way. */
async function jsonOrForm(c: Context): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) return json(c);
  const form = await c.req.parseBody({ all: true });
  return Object.fromEntries(
    Object.entries(form).filter(([, value]) => typeof value === 'string' || Array.isArray(value)),
  );
}
