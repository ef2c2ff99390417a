import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { comingMaintenance } from '../../services/maintenance/coming.ts';
import { maintenances } from '../../services/maintenance/list.ts';
import type { MaintenanceView } from '../../services/maintenance/list.ts';
import { planMaintenance } from '../../services/maintenance/plan.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { MaintenanceQuery, Maintenances, NewMaintenance, PlannedMaintenance } from '../schemas/maintenance.ts';

/** When work is done on what is running, how far it has come, and more of it planned. */
export function maintenanceRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { plan } = c.req.valid('query');
    const items = (await maintenances(desk, c.get('caller'), plan)).map(presented);
    const next = (await comingMaintenance(desk, c.get('caller'), plan)).map(
      ({ fromAt, untilAt, announceAt, ...one }) => ({
        ...one,
        announceAt: iso(announceAt),
        from: iso(fromAt),
        until: iso(untilAt),
      }),
    );
    return c.json({ items, next }, 200);
  });
  app.openapi(planRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { item, existing, overlaps } = await planMaintenance(desk, c.get('caller'), c.req.valid('json'), key);
    const planned = { ...presented(item), overlaps: overlaps.map(presented) };
    return c.json(planned, existing ? 200 : 201, { Location: `/api/runs/${item.run}` });
  });
}

const presented = ({
  fromAt,
  untilAt,
  announceAt,
  announcedAt,
  noticeBy,
  begunAt,
  endedAt,
  ...one
}: MaintenanceView) => ({
  ...one,
  from: iso(fromAt),
  until: iso(untilAt),
  announceAt: isoOrNull(announceAt),
  announcedAt: isoOrNull(announcedAt),
  noticeBy: isoOrNull(noticeBy),
  begunAt: isoOrNull(begunAt),
  endedAt: isoOrNull(endedAt),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/maintenance',
  tags: ['procedures'],
  summary: 'Maintenance that is or was planned, announced or begun, how far it has come, and what comes round',
  request: { query: MaintenanceQuery },
  responses: { 200: answer(Maintenances, 'At most 100'), ...refusals(422) },
});

const planRoute = createRoute({
  method: 'post',
  path: '/api/maintenance',
  tags: ['procedures'],
  summary: 'Plan maintenance for a time of its own; cancelling its run calls it off',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewMaintenance } }, required: true },
  },
  responses: {
    200: answer(PlannedMaintenance, 'It was planned before with this key'),
    201: answer(PlannedMaintenance, 'It is planned'),
    ...refusals(403, 422),
  },
});
