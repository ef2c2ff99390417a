import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { tellChange } from '../../services/change/tell.ts';
import type { Desk } from '../../services/desk.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Change, NewChange } from '../schemas/changes.ts';

/** What people and their tools have changed, and what that brings about. */
export function changeRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(tellRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { at, began, checks } = await tellChange(desk, c.get('caller'), c.req.valid('json'), key);
    return c.json({ at: iso(at), began: [...began], checks: [...checks] }, 201);
  });
}

const tellRoute = createRoute({
  method: 'post',
  path: '/api/changes',
  tags: ['schedules'],
  summary: 'Say that something has changed, and begin what the plan does on it',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewChange } }, required: true },
  },
  responses: { 201: answer(Change, 'What it has brought about'), ...refusals(403, 422) },
});
