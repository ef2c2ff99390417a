import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { enable } from '../../services/integration/enable.ts';
import { integrations, latenessNow } from '../../services/integration/list.ts';
import type { IntegrationView } from '../../services/integration/list.ts';
import { testIntegration } from '../../services/integration/test.ts';
import type { Env } from '../access.ts';
import { isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Accepted, Integrations, IntegrationTest } from '../schemas/integrations.ts';

/** What is told beside people, how it stands, and how late what was told arrived. */
export function integrationRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const caller = c.get('caller');
    const all = await integrations(desk, caller, c.req.valid('query').plan);
    const lateness = await latenessNow(desk, caller);
    return c.json(
      {
        items: all.map(presented),
        lateness: lateness.map(({ p50, p99, ...one }) => ({ ...one, p50Ms: p50, p99Ms: p99 })),
      },
      200,
    );
  });
  app.openapi(testRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID();
    const named = c.req.valid('param');
    await testIntegration(desk, c.get('caller'), { ...named, ...c.req.valid('json') }, key);
    return c.json(named, 202);
  });
  app.openapi(enableRoute, async (c) => {
    const named = c.req.valid('param');
    await enable(desk, c.get('caller'), named);
    return c.json(named, 200);
  });
}

const presented = ({ openUntil, sentAt, failedAt, ...one }: IntegrationView) => ({
  ...one,
  openUntil: isoOrNull(openUntil),
  sentAt: isoOrNull(sentAt),
  failedAt: isoOrNull(failedAt),
});

const Named = z.object({
  plan: z
    .string()
    .max(200)
    .openapi({ param: { name: 'plan', in: 'path' }, example: 'shop' }),
  name: z
    .string()
    .max(200)
    .openapi({ param: { name: 'name', in: 'path' }, example: 'slack' }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/integrations',
  tags: ['channels'],
  summary: 'The integrations of the plans in force, and how each takes what it is told',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: { 200: answer(Integrations, 'By plan'), ...refusals(422) },
});

const testRoute = createRoute({
  method: 'post',
  path: '/api/integrations/{plan}/{name}/test',
  tags: ['channels'],
  summary: 'Send a test message by an integration',
  request: {
    params: Named,
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: IntegrationTest } }, required: true },
  },
  responses: {
    202: answer(Accepted, 'It is on its way: how it went is seen on the integration'),
    ...refusals(404, 422),
  },
});

const enableRoute = createRoute({
  method: 'post',
  path: '/api/integrations/{plan}/{name}/enable',
  tags: ['channels'],
  summary: 'Tell an integration again that is disabled or left alone',
  request: { params: Named, headers: IdempotencyKey },
  responses: { 200: answer(Accepted, 'It is told again'), ...refusals(404, 422) },
});
