import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { addEntry } from '../../services/logbook/add.ts';
import { logbook } from '../../services/logbook/show.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Entry, Logbook, LogbookQuery, NewEntry } from '../schemas/logbook.ts';

/** The one record of what was changed and what has happened. */
export function logbookRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { items, next } = await logbook(desk, c.get('caller'), c.req.valid('query'));
    const all = items.map(({ at, changes, ...one }) => ({ ...one, at: iso(at), changes: [...changes] }));
    return c.json({ items: all, next }, 200);
  });
  app.openapi(addRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { at, ...entry } = await addEntry(desk, c.get('caller'), c.req.valid('json'), key);
    return c.json({ ...entry, at: iso(at) }, 201);
  });
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/logbook',
  tags: ['logbook'],
  summary: 'Deployments, incidents, changes of configuration, maintenance, backups: the newest first',
  request: { query: LogbookQuery },
  responses: { 200: answer(Logbook, 'One page'), ...refusals(422) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/logbook',
  tags: ['logbook'],
  summary: 'Write something down, for good',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewEntry } }, required: true },
  },
  responses: { 201: answer(Entry, 'It stands'), ...refusals(403, 422) },
});
