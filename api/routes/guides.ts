import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { guide } from '../../services/plan/guide.ts';
import type { Env } from '../access.ts';
import { answer } from '../responses.ts';
import { Guide, GuideName } from '../schemas/guides.ts';

/** The runbooks and articles of a plan. */
export function guideRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  for (const chapter of ['runbooks', 'articles'] as const)
    app.openapi(guideRoute(chapter), async (c) =>
      c.json(await guide(desk, c.get('caller'), { ...c.req.valid('param'), chapter }), 200),
    );
}

const guideRoute = (chapter: 'runbooks' | 'articles') =>
  createRoute({
    method: 'get',
    path: `/api/plans/{slug}/versions/{version}/${chapter}/{name}`,
    tags: ['plans'],
    summary: chapter === 'runbooks' ? 'A runbook' : 'An article of the knowledge base',
    request: { params: GuideName },
    responses: { 200: answer(Guide, 'Its Markdown') },
  });
