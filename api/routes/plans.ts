import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { plans } from '../../services/plan/list.ts';
import type { Env } from '../access.ts';

const PlanSummary = z
  .object({ slug: z.string(), title: z.string(), reference: z.string(), version: z.number() })
  .openapi('Plan');

export function planRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => c.json({ items: await plans(desk, c.get('caller')) }, 200));
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/plans',
  tags: ['plans'],
  summary: 'The plans in force',
  responses: {
    200: {
      content: { 'application/json': { schema: z.object({ items: z.array(PlanSummary) }) } },
      description: 'By name',
    },
  },
});
