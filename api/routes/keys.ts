import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { listKeys, revokeKey } from '../../services/access/keys.ts';
import { makeKey } from '../../services/access/make-key.ts';
import { listSessions, revokeSession } from '../../services/access/sessions.ts';
import type { Desk } from '../../services/desk.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { Id, Keys, MadeKey, NewKey, Sessions } from '../schemas/access.ts';
import { IdempotencyKey } from '../schemas.ts';

/** Keys and sessions: everybody's own; those of others for who administers them. */
export function keyRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(createRouteOf, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(await makeKey(desk, c.get('caller'), c.req.valid('json'), key), 201);
  });
  app.openapi(listRouteOf, async (c) => {
    const keys = await listKeys(desk, c.get('caller'));
    const items = keys.map((one) => ({ ...one, createdAt: iso(one.createdAt), revokedAt: isoOrNull(one.revokedAt) }));
    return c.json({ items }, 200);
  });
  app.openapi(revokeRouteOf, async (c) => {
    await revokeKey(desk, c.get('caller'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  app.openapi(sessionsRoute, async (c) => {
    const sessions = await listSessions(desk, c.get('caller'));
    const items = sessions.map((one) => ({
      ...one,
      createdAt: iso(one.createdAt),
      expiresAt: iso(one.expiresAt),
    }));
    return c.json({ items }, 200);
  });
  app.openapi(endRoute, async (c) => {
    await revokeSession(desk, c.get('caller'), c.req.valid('param').id);
    return c.body(null, 204);
  });
}

const createRouteOf = createRoute({
  method: 'post',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'Make a key for oneself or, as who administers the plan, for a person of it',
  request: { headers: IdempotencyKey, body: { content: { 'application/json': { schema: NewKey } }, required: true } },
  responses: {
    201: answer(MadeKey, 'The key, shown this once'),
    ...refusals(403, 409, 422),
  },
});

const listRouteOf = createRoute({
  method: 'get',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'The keys that one may revoke, without their secrets',
  responses: { 200: answer(Keys, 'The oldest first') },
});

const revokeRouteOf = createRoute({
  method: 'post',
  path: '/api/keys/{id}/revoke',
  tags: ['keys'],
  summary: 'Revoke a key',
  request: { params: Id, headers: IdempotencyKey },
  responses: { 204: { description: 'It opens nothing any more' }, ...refusals(404) },
});

const sessionsRoute = createRoute({
  method: 'get',
  path: '/api/sessions',
  tags: ['sessions'],
  summary: 'Who is signed in to the console, of those whom one may sign out',
  responses: { 200: answer(Sessions, 'The oldest first') },
});

const endRoute = createRoute({
  method: 'post',
  path: '/api/sessions/{id}/revoke',
  tags: ['sessions'],
  summary: 'End a session',
  request: { params: Id, headers: IdempotencyKey },
  responses: { 204: { description: 'It is over' }, ...refusals(404) },
});
