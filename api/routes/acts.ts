import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { showDone } from '../../services/incident/show.ts';
import type { Env } from '../access.ts';
import { etagOf, IfMatch } from '../etag.ts';
import { presentIncident } from '../present.ts';
import { refusals, versioned } from '../responses.ts';
import { IdempotencyKey, Reference } from '../schemas.ts';
import { Incident } from '../schemas/incident.ts';
import { bodies } from '../schemas/acts.ts';
import { isRequired } from '../schemas/body.ts';

/** One route for each act of the lifecycle. */
export function actRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  for (const verb of Object.keys(lifecycle) as Verb[]) {
    app.openapi(actRoute(verb), async (c) => {
      const { reference } = c.req.valid('param');
      const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID();
      const body = bodies[verb].parse((await c.req.text()) === '' ? {} : await c.req.json());
      const expected = { versions: c.req.valid('header')['if-match'] };
      await act(desk, c.get('caller'), { reference, verb, body, key, expected });
      const incident = await showDone(desk, c.get('caller'), reference);
      return c.json(presentIncident(incident), 200, etagOf(incident));
    });
  }
}

const actRoute = (verb: Verb) =>
  createRoute({
    method: 'post',
    path: `/api/incidents/{reference}/${verb}`,
    tags: ['acts'],
    summary: bodies[verb].description!,
    request: {
      params: Reference,
      headers: IdempotencyKey.extend(IfMatch.shape),
      body: {
        content: { 'application/json': { schema: bodies[verb] } },
        required: isRequired(bodies[verb]),
      },
    },
    responses: {
      200: versioned(Incident, 'The incident afterwards'),
      ...refusals(403, 409, 412),
    },
  });
