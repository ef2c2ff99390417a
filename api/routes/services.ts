import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { degrade } from '../../services/service/degrade.ts';
import { lift } from '../../services/service/lift.ts';
import { mode, modes } from '../../services/service/mode.ts';
import type { ModeView } from '../../services/service/mode.ts';
import type { Env } from '../access.ts';
import { ETag, unlessKnown } from '../etag.ts';
import { isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Lifted, NewDegraded, OfPlan, Service, ServiceMode, ServicePath, Services } from '../schemas/services.ts';

/** Applications that ask more often than this get what was so a moment ago. */
const freshFor = 'private, max-age=5';

/** How services run: read by applications before they write, declared and lifted by people. */
export function serviceRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await modes(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(modeRoute, async (c) => {
    const which = { plan: c.req.valid('query').plan, service: c.req.valid('param').service };
    const one = await mode(desk, c.get('caller'), which);
    return c.json(forApplications(one), 200, { etag: `"${one.tag}"`, 'cache-control': freshFor });
  });
  app.openapi(degradeRoute, async (c) => {
    const { plan, ...asked } = c.req.valid('json');
    const which = { plan, service: c.req.valid('param').service };
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(presented(await degrade(desk, c.get('caller'), which, asked, key)), 200);
  });
  app.openapi(liftRoute, async (c) => {
    const which = { plan: c.req.valid('json').plan, service: c.req.valid('param').service };
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(presented(await lift(desk, c.get('caller'), which, key)), 200);
  });
}

const forApplications = ({ service, mode: stands, since, until, allows, reason }: ModeView) => ({
  service,
  mode: stands,
  since: isoOrNull(since),
  until: isoOrNull(until),
  allows: [...allows],
  reason,
});

const presented = (one: ModeView) => ({
  ...forApplications(one),
  plan: one.plan,
  title: one.title,
  by: one.by,
  timezone: one.timezone,
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/services',
  tags: ['services'],
  summary: 'The services of the plans in force, and how each runs',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: { 200: answer(Services, 'By plan'), ...refusals(422) },
});

const modeRoute = createRoute({
  method: 'get',
  path: '/api/services/{service}/mode',
  tags: ['services'],
  summary: 'How a service runs, for applications: any key of its plan will do',
  description:
    'Answers 304 without a body to `If-None-Match`. May be kept for 5 seconds. If Guardia does not answer, go on with what you know.',
  middleware: unlessKnown,
  request: { params: ServicePath, query: OfPlan },
  responses: {
    200: { ...answer(ServiceMode, 'How it runs now'), headers: ETag },
    304: { description: 'As in the version that `If-None-Match` names' },
    ...refusals(404, 422),
  },
});

const degradeRoute = createRoute({
  method: 'post',
  path: '/api/services/{service}/degraded',
  tags: ['services'],
  summary: 'Declare that a service runs only partly, and have it told as `continuity.degraded` says',
  request: {
    headers: IdempotencyKey,
    params: ServicePath,
    body: { content: { 'application/json': { schema: NewDegraded } }, required: true },
  },
  responses: { 200: answer(Service, 'How it runs now'), ...refusals(403, 422) },
});

const liftRoute = createRoute({
  method: 'post',
  path: '/api/services/{service}/degraded/lift',
  tags: ['services'],
  summary: 'It runs fully again, and who was told otherwise is told so',
  request: {
    headers: IdempotencyKey,
    params: ServicePath,
    body: { content: { 'application/json': { schema: Lifted } }, required: true },
  },
  responses: { 200: answer(Service, 'How it runs now'), ...refusals(403, 422) },
});
