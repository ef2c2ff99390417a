import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { importVulnerabilities } from '../../services/vulnerability/import.ts';
import type { Env } from '../access.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Imported, NewImport } from '../schemas/vulnerabilities.ts';

/** What scanners find becomes tickets. */
export function vulnerabilityRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(importRoute, async (c) => {
    const { items, ...one } = await importVulnerabilities(desk, c.get('caller'), c.req.valid('json'));
    return c.json({ ...one, items: [...items] }, 200);
  });
}

const importRoute = createRoute({
  method: 'post',
  path: '/api/vulnerabilities/import',
  tags: ['vulnerabilities'],
  summary: 'A ticket for each weakness of a package; the same report again changes nothing',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewImport } }, required: true },
  },
  responses: { 200: answer(Imported, 'What became of each'), ...refusals(403, 422) },
});
