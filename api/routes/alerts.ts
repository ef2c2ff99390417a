import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { alertsBehind, received, receivedOne, replay, tryOut } from '../../services/alert/list.ts';
import type { Desk } from '../../services/desk.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import {
  Alerts,
  AlertTest,
  NewAlertTest,
  Received,
  ReceivedFilter,
  ReceivedId,
  ReceivedOne,
} from '../schemas/alerts.ts';
import { IdempotencyKey, Reference } from '../schemas.ts';

/** What other systems have sent, and what it comes down to. */
export function alertRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { cursor: before, ...wanted } = c.req.valid('query');
    const { items, next } = await received(desk, c.get('caller'), { ...wanted, before });
    return c.json({ items: items.map(timed), next }, 200);
  });
  app.openapi(testRoute, async (c) => {
    const { plan, integration, body } = c.req.valid('json');
    return c.json({ signals: await tryOut(desk, c.get('caller'), { plan, integration, body }) }, 200);
  });
  app.openapi(showRoute, async (c) =>
    c.json(timed(await receivedOne(desk, c.get('caller'), c.req.valid('param').id)), 200),
  );
  app.openapi(replayRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(timed(await replay(desk, c.get('caller'), c.req.valid('param').id, key)), 201);
  });
  app.openapi(behindRoute, async (c) => {
    const { items, ...counts } = await alertsBehind(desk, c.get('caller'), c.req.valid('param').reference);
    const told = items.map(({ key, source, title, status, count, details, ...one }) => ({
      key,
      source,
      title,
      status,
      count,
      firstAt: iso(one.first_at),
      lastAt: iso(one.last_at),
      resolvedAt: isoOrNull(one.resolved_at),
      details: details as Record<string, unknown>,
    }));
    return c.json({ ...counts, items: told }, 200);
  });
}

type Timed = { readonly at: number; readonly heardAt: number | null; readonly outcome?: readonly object[] | undefined };

const timed = <T extends Timed>({ at, heardAt, outcome, ...one }: T) => ({
  ...one,
  at: iso(at),
  heardAt: isoOrNull(heardAt),
  ...(outcome && { outcome: [...outcome] as NonNullable<T['outcome']>[number][] }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/alerts',
  tags: ['alerts'],
  summary: 'What was received within the last week',
  request: { query: ReceivedFilter },
  responses: { 200: answer(Received, 'The latest first'), ...refusals(422) },
});

const testRoute = createRoute({
  method: 'post',
  path: '/api/alerts/test',
  tags: ['alerts'],
  summary: 'See what an integration would make of something, and what that would do now',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewAlertTest } }, required: true },
  },
  responses: { 200: answer(AlertTest, 'Nothing is done'), ...refusals(422) },
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/alerts/{id}',
  tags: ['alerts'],
  summary: 'Something that was received, as it came',
  request: { params: ReceivedId },
  responses: { 200: answer(ReceivedOne, 'With what it did'), ...refusals(404) },
});

const replayRoute = createRoute({
  method: 'post',
  path: '/api/alerts/{id}/replay',
  tags: ['alerts'],
  summary: 'Have something heard again as if it came now',
  request: { params: ReceivedId, headers: IdempotencyKey },
  responses: { 201: answer(ReceivedOne, 'What came of it'), ...refusals(404) },
});

const behindRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/alerts',
  tags: ['incidents'],
  summary: 'The alerts behind it',
  request: { params: Reference },
  responses: { 200: answer(Alerts, 'The first first, at most 500'), ...refusals(404) },
});
