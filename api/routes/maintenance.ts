import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { maintenances } from '../../services/maintenance/list.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { MaintenanceQuery, Maintenances } from '../schemas/maintenance.ts';

/** When work is done on what is running, and how far it has come. */
export function maintenanceRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await maintenances(desk, c.get('caller'), c.req.valid('query').plan);
    const items = all.map(({ fromAt, untilAt, announcedAt, begunAt, endedAt, ...one }) => ({
      ...one,
      from: iso(fromAt),
      until: iso(untilAt),
      announcedAt: iso(announcedAt),
      begunAt: isoOrNull(begunAt),
      endedAt: isoOrNull(endedAt),
    }));
    return c.json({ items }, 200);
  });
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/maintenance',
  tags: ['procedures'],
  summary: 'Maintenance that is or was announced or begun, the latest first, and how far it has come',
  request: { query: MaintenanceQuery },
  responses: { 200: answer(Maintenances, 'At most 100'), ...refusals(422) },
});
