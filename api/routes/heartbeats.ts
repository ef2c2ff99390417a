import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { pings, saidBy } from '../../services/heartbeat/pings.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { Pings } from '../schemas/pings.ts';

/** What heartbeats have heard. */
export function heartbeatRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { plan, name } = c.req.valid('param');
    const all = await pings(desk, c.get('caller'), plan, name);
    const items = all.map(({ run, at, ...one }) => ({ ...one, at: iso(at), rid: run }));
    return c.json({ items }, 200);
  });
  app.openapi(bodyRoute, async (c) => {
    const { plan, name, id } = c.req.valid('param');
    return c.text(await saidBy(desk, c.get('caller'), plan, name, id), 200);
  });
}

const params = z.object({ plan: z.string().max(200), name: z.string().max(200) });

const listRoute = createRoute({
  method: 'get',
  path: '/api/monitors/{plan}/heartbeat/{name}/pings',
  tags: ['monitors'],
  summary: 'The last hundred pings of a heartbeat, the newest first',
  request: { params },
  responses: { 200: answer(Pings, 'Without what they said'), ...refusals(404) },
});

const bodyRoute = createRoute({
  method: 'get',
  path: '/api/monitors/{plan}/heartbeat/{name}/pings/{id}',
  tags: ['monitors'],
  summary: 'What a ping said: the first 100 kB, for a week',
  request: { params: params.extend({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
  responses: {
    200: { description: 'As it was sent', content: { 'text/plain': { schema: z.string() } } },
    ...refusals(404),
  },
});
