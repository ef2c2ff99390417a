import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { listKeys, revokeKey } from '../../services/access/keys.ts';
import { endDoorKey, listDoors, renewDoorKey } from '../../services/alert/door-keys.ts';
import { makeKey } from '../../services/access/make-key.ts';
import { listSessions, revokeSession } from '../../services/access/sessions.ts';
import type { Desk } from '../../services/desk.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { DoorKey, Doors, Id, Keys, MadeKey, NewDoorKey, NewKey, Sessions } from '../schemas/access.ts';
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
    const { id } = c.req.valid('param');
    if (!(await endDoorKey(desk, c.get('caller'), id))) await revokeKey(desk, c.get('caller'), id);
    return c.body(null, 204);
  });
  app.openapi(doorsRoute, async (c) => {
    const doors = await listDoors(desk, c.get('caller'));
    const times = ({ id, madeAt, endsAt }: (typeof doors)[number]['keys'][number]) => ({
      id,
      madeAt: iso(madeAt),
      endsAt: isoOrNull(endsAt),
    });
    return c.json({ items: doors.map(({ keys, ...one }) => ({ ...one, keys: keys.map(times) })) }, 200);
  });
  app.openapi(renewRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(await renewDoorKey(desk, c.get('caller'), c.req.valid('json'), key), 201);
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

const doorsRoute = createRoute({
  method: 'get',
  path: '/api/keys/doors',
  tags: ['keys'],
  summary: 'What sends to Guardia, and by which keys',
  responses: { 200: answer(Doors, 'By plan, in its order') },
});

const renewRoute = createRoute({
  method: 'post',
  path: '/api/keys/doors',
  tags: ['keys'],
  summary: 'Make another key for something that sends to Guardia; those before open for a day more',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewDoorKey } }, required: true },
  },
  responses: { 201: answer(DoorKey, 'The key, shown this once'), ...refusals(403, 409, 422) },
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
