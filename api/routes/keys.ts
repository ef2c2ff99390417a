import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { createKey, listKeys, revokeKey } from '../../services/access/keys.ts';
import type { Desk } from '../../services/desk.ts';
import { adminOnly } from '../access.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';

const name = z.string().min(1).max(100);

/** Keys of people of the plans; for administrators. */
export function keyRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.use('/api/keys', adminOnly);
  app.use('/api/keys/*', adminOnly);
  app.openapi(createRouteOf, async (c) => {
    const { plan, person, label } = c.req.valid('json');
    return c.json(await createKey(desk, { plan, person }, label ?? `${person} of ${plan}`), 201);
  });
  app.openapi(listRouteOf, async (c) => {
    const keys = await listKeys(desk);
    return c.json(
      { items: keys.map((key) => ({ ...key, createdAt: iso(key.createdAt), revokedAt: isoOrNull(key.revokedAt) })) },
      200,
    );
  });
  app.openapi(revokeRouteOf, async (c) => {
    await revokeKey(desk, c.req.valid('param').id);
    return c.body(null, 204);
  });
}

const createRouteOf = createRoute({
  method: 'post',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'Make a key for a person of a plan',
  request: {
    body: {
      content: {
        'application/json': {
          schema: z.strictObject({
            plan: name,
            person: name,
            label: name.optional(),
          }),
        },
      },
      required: true,
    },
  },
  responses: {
    201: {
      content: {
        'application/json': {
          schema: z.object({
            id: z.string(),
            key: z.string(),
          }),
        },
      },
      description: 'The key, shown this once',
    },
  },
});

const listRouteOf = createRoute({
  method: 'get',
  path: '/api/keys',
  tags: ['keys'],
  summary: 'All keys, without their secrets',
  responses: {
    200: {
      content: { 'application/json': { schema: z.object({ items: z.array(z.record(z.string(), z.unknown())) }) } },
      description: 'The oldest first',
    },
  },
});

const revokeRouteOf = createRoute({
  method: 'post',
  path: '/api/keys/{id}/revoke',
  tags: ['keys'],
  summary: 'Revoke a key',
  request: { params: z.object({ id: z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 hexadecimal digits.') }) },
  responses: { 204: { description: 'It opens nothing any more' } },
});
