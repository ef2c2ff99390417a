import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { list } from '../../services/incident/list.ts';
import { open } from '../../services/incident/open.ts';
import { show, showDone, timeline, told } from '../../services/incident/show.ts';
import type { Env } from '../access.ts';
import { ETag, etagOf, unlessKnown } from '../etag.ts';
import { iso, isoOrNull, presentIncident } from '../present.ts';
import { answer, refusal, versioned } from '../responses.ts';
import { IncidentFilter } from '../schemas/incident-filter.ts';
import { IdempotencyKey, Reference } from '../schemas.ts';
import { Incident, Report } from '../schemas/incident.ts';
import { Events, Notifications } from '../schemas/happenings.ts';

/** HTTP in, one service out; refusals are mapped in api/errors.ts. */
export function incidentRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(openRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { reference, existing } = await open(desk, c.get('caller'), c.req.valid('json'), key);
    const incident = presentIncident(await showDone(desk, c.get('caller'), reference));
    const headers = { location: `/api/incidents/${reference}`, ...etagOf(incident) };
    return c.json(incident, existing ? 200 : 201, headers);
  });
  app.openapi(listRoute, async (c) => {
    const { items, next } = await list(desk, c.get('caller'), c.req.valid('query'));
    return c.json({ items: items.map(presentIncident), next }, 200);
  });
  app.openapi(showRoute, async (c) => {
    const incident = await show(desk, c.get('caller'), c.req.valid('param').reference);
    return c.json(presentIncident(incident), 200, etagOf(incident));
  });
  app.openapi(eventsRoute, async (c) => {
    const events = await timeline(desk, c.get('caller'), c.req.valid('param').reference);
    return c.json(
      {
        items: events.map((one) => ({
          ...one,
          data: { ...one.data } as Record<string, unknown>,
          at: iso(one.at),
          dueAt: isoOrNull(one.dueAt),
        })),
      },
      200,
    );
  });
  app.openapi(notificationsRoute, async (c) => {
    const items = await told(desk, c.get('caller'), c.req.valid('param').reference);
    return c.json(
      {
        items: items.map((one) => ({
          ...one,
          dueAt: iso(one.dueAt),
          sentAt: isoOrNull(one.sentAt),
          tryAt: isoOrNull(one.tryAt),
          tries: one.tries.map(({ at, ...tried }) => ({ ...tried, at: iso(at) })),
        })),
      },
      200,
    );
  });
}

const placed = (description: string) => ({
  ...answer(Incident, description),
  headers: ETag.extend({ location: z.string().openapi({ example: '/api/incidents/TRA-1' }) }),
});

const openRoute = createRoute({
  method: 'post',
  path: '/api/incidents',
  tags: ['incidents'],
  summary: 'Open an incident',
  request: {
    headers: IdempotencyKey,
    body: {
      content: { 'application/json': { schema: Report } },
      required: true,
    },
  },
  responses: {
    201: placed('Opened'),
    200: placed('The open one with this dedupKey'),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/incidents',
  tags: ['incidents'],
  summary: 'Incidents, the newest first',
  request: {
    query: IncidentFilter,
  },
  responses: {
    200: answer(
      z.object({
        items: z.array(Incident),
        next: z.string().nullable(),
      }),
      'A page',
    ),
    422: refusal(),
  },
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}',
  tags: ['incidents'],
  summary: 'One incident as it stands',
  middleware: unlessKnown,
  request: { params: Reference },
  responses: {
    200: versioned(Incident, 'The incident'),
    304: { description: 'It is still what `If-None-Match` says' },
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/events',
  tags: ['incidents'],
  summary: 'Its timeline',
  request: { params: Reference },
  responses: {
    200: answer(Events, 'The oldest first'),
    404: refusal(),
  },
});

const notificationsRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/notifications',
  tags: ['incidents'],
  summary: 'Who was told what',
  request: { params: Reference },
  responses: {
    200: answer(Notifications, 'When it was due, when it was sent, how late, and how it went'),
    404: refusal(),
  },
});
