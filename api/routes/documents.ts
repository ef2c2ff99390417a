import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { documents } from '../../services/document/list.ts';
import type { Env } from '../access.ts';
import { isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { Documents, DocumentsQuery } from '../schemas/documents.ts';

/** The texts that somebody keeps up to date. */
export function documentRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { plan, status } = c.req.valid('query');
    const all = (await documents(desk, c.get('caller'), plan)).filter((one) => (status ?? one.status) === one.status);
    const items = all.map((one) => ({
      ...one,
      owner: [...one.owner],
      readers: [...one.readers],
      onChangeOf: [...one.onChangeOf],
      nextAt: isoOrNull(one.nextAt),
      reviewedAt: isoOrNull(one.reviewedAt),
    }));
    return c.json({ items }, 200);
  });
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/documents',
  tags: ['documents'],
  summary: 'Documents, runbooks and articles of the plans in force, and how fresh they are',
  request: { query: DocumentsQuery },
  responses: { 200: answer(Documents, 'By plan'), ...refusals(422) },
});
