import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';

import type { Desk } from '../../services/desk.ts';
import { metrics } from '../../services/metrics.ts';
import { ready } from '../../services/ready.ts';
import type { Env } from '../access.ts';
import { answer, refusals } from '../responses.ts';

/** For load balancers and Prometheus. Not being able to reach Temporal is no reason to take no more incidents. */
export function healthRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(aliveRoute, (c) => c.json({ status: 'alive' as const }, 200));
  app.openapi(readyRoute, async (c) => {
    if (!(await ready(desk))) throw new HTTPException(503, { message: 'The database does not answer.' });
    return c.json({ status: 'ready' as const }, 200);
  });
  app.openapi(metricsRoute, async (c) => {
    const { body, type } = await metrics(desk);
    return c.text(body, 200, { 'content-type': type });
  });
}

const forEverybody = { method: 'get' as const, tags: ['health'], security: [] };

const aliveRoute = createRoute({
  ...forEverybody,
  path: '/healthz',
  summary: 'Whether the process runs',
  responses: { 200: answer(z.object({ status: z.literal('alive') }), 'It does') },
});

const readyRoute = createRoute({
  ...forEverybody,
  path: '/readyz',
  summary: 'Whether incidents can be taken',
  responses: { 200: answer(z.object({ status: z.literal('ready') }), 'They can'), ...refusals(503) },
});

const metricsRoute = createRoute({
  ...forEverybody,
  path: '/metrics',
  summary: 'Figures for Prometheus',
  responses: {
    200: { description: 'In its text format', content: { 'text/plain': { schema: z.string() } } },
    ...refusals(503),
  },
});
