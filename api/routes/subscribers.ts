import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { subscribers } from '../../services/subscriber/list.ts';
import { unsubscribe } from '../../services/subscriber/remove.ts';
import { subscribe } from '../../services/subscriber/subscribe.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { NewSubscriber, Subscriber, SubscriberId, Subscribers, SubscribersQuery } from '../schemas/subscribers.ts';

/** Who hears what a plan tells all its users. */
export function subscriberRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { items, next } = await subscribers(desk, c.get('caller'), c.req.valid('query'));
    return c.json({ items: items.map(presented), next }, 200);
  });
  app.openapi(addRoute, async (c) =>
    c.json(presented(await subscribe(desk, c.get('caller'), c.req.valid('json'))), 201),
  );
  app.openapi(removeRoute, async (c) =>
    c.json(presented(await unsubscribe(desk, c.get('caller'), c.req.valid('param').id)), 200),
  );
}

const presented = ({ added_at, ...one }: Awaited<ReturnType<typeof subscribe>>) => ({ ...one, addedAt: iso(added_at) });

const listRoute = createRoute({
  method: 'get',
  path: '/api/subscribers',
  tags: ['subscribers'],
  summary: 'Who hears what a plan tells all its users',
  request: { query: SubscribersQuery },
  responses: { 200: answer(Subscribers, 'The first to come first'), ...refusals(403, 422) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/subscribers',
  tags: ['subscribers'],
  summary: 'Add an address to what a plan tells all its users; twice is once',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewSubscriber } }, required: true },
  },
  responses: { 201: answer(Subscriber, 'It is among them'), ...refusals(403, 422) },
});

const removeRoute = createRoute({
  method: 'post',
  path: '/api/subscribers/{id}/remove',
  tags: ['subscribers'],
  summary: 'Take an address out; what still waits for it is not sent',
  request: { headers: IdempotencyKey, params: SubscriberId },
  responses: { 200: answer(Subscriber, 'As it was'), ...refusals(403, 404) },
});
