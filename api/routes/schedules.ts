import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { schedules } from '../../services/schedule/list.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusal } from '../responses.ts';
import { Schedules } from '../schemas/schedules.ts';

/** What comes round by itself: as the plans say it, whether Temporal is there or not. */
export function scheduleRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await schedules(desk, c.get('caller'), c.req.valid('query').plan);
    const items = all.map((one) => ({ ...one, next: one.next.map(({ at, local }) => ({ at: iso(at), local })) }));
    return c.json({ items }, 200);
  });
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/schedules',
  tags: ['schedules'],
  summary: 'What comes round by itself under the plans in force',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: {
    200: answer(Schedules, 'By plan'),
    422: refusal(),
  },
});
