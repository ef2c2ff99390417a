import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { uptime, uptimes } from '../../services/uptime/show.ts';
import type { Uptime as Shown } from '../../services/uptime/show.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusal, refusals } from '../responses.ts';
import { Uptime, Uptimes } from '../schemas/uptime.ts';

/** How services were in a month, against what is promised of them. */
export function uptimeRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { plan, month } = c.req.valid('query');
    const { items, objectives } = await uptimes(desk, c.get('caller'), plan, month);
    return c.json(
      { items: items.map(present), objectives: objectives.map((one) => ({ ...one, of: [...one.of] })) },
      200,
    );
  });
  app.openapi(showRoute, async (c) => {
    const { plan, service } = c.req.valid('param');
    return c.json(present(await uptime(desk, c.get('caller'), plan, service, c.req.valid('query').month)), 200);
  });
}

const present = ({ measure, from, until, budget, burn, ...one }: Shown) => ({
  ...one,
  from: iso(from),
  until: iso(until),
  measure: { by: measure.by, names: 'names' in measure ? [...measure.names] : [] },
  budget: budget && { ...budget },
  burn: burn && { ...burn },
});

const month = z
  .string()
  .max(10)
  .optional()
  .openapi({ description: 'The present one where it is left out', example: '2027-03' });

const listRoute = createRoute({
  method: 'get',
  path: '/api/uptime',
  tags: ['monitors'],
  summary: 'Every service that something is promised of or that is measured, in a month',
  request: { query: z.strictObject({ plan: z.string().max(200).optional(), month }) },
  responses: { 200: answer(Uptimes, 'By plan'), 422: refusal() },
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/services/{plan}/{service}/uptime',
  tags: ['monitors'],
  summary: 'How a service was in a month: its uptime, error budget and burn rate',
  request: {
    params: z.object({ plan: z.string().max(200), service: z.string().max(200) }),
    query: z.strictObject({ month }),
  },
  responses: { 200: answer(Uptime, 'In that month'), ...refusals(404), 422: refusal() },
});
