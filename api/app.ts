import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';

import type { Desk } from '../services/desk.ts';
import { createWeb } from '../web/app.ts';

import { withKey } from './access.ts';
import type { Env } from './access.ts';
import { jsonOnly, withinLimit } from './body.ts';
import { Malformed, onError, pointerTo } from './errors.ts';
import type { Fault } from './errors.ts';
import { actRoutes } from './routes/acts.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { keyRoutes } from './routes/keys.ts';
import { onCallRoutes } from './routes/on-call.ts';
import { planRoutes } from './routes/plans.ts';
import { scheduleRoutes } from './routes/schedules.ts';

/** Everything that Guardia answers over HTTP. `log` hears of what nobody foresaw. */
export function createApp(desk: Desk, log: (error: unknown) => void): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw malformed(result.error.issues);
    },
  });
  app.onError(onError(log));
  app.notFound((c) => {
    throw new HTTPException(404, { message: `There is nothing at ${c.req.path}.` });
  });
  // Pages say for themselves what a link of theirs may tell.
  app.use(secureHeaders({ referrerPolicy: false }));
  app.use('/api/*', withinLimit, openDoor(withKey(desk)), jsonOnly);
  incidentRoutes(app, desk);
  actRoutes(app, desk);
  keyRoutes(app, desk);
  planRoutes(app, desk);
  onCallRoutes(app, desk);
  scheduleRoutes(app, desk);
  healthRoutes(app, desk);
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.doc31(description, { openapi: '3.1.0', info: { title: 'Guardia', version: '1' }, security: [{ key: [] }] });
  app.route('/', createWeb(desk, { log }));
  return app;
}

const description = '/api/openapi.json';

/** The description of the API is for everybody. */
const openDoor =
  (door: ReturnType<typeof withKey>): ReturnType<typeof withKey> =>
  (c, next) =>
    c.req.path === description ? next() : door(c, next);

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Of a name that is not known, the names. */
  readonly keys?: readonly string[];
}

const malformed = (issues: readonly Issue[]): Malformed => new Malformed(issues.flatMap(faultsOf));

const faultsOf = ({ path, message, keys }: Issue): Fault[] =>
  keys === undefined
    ? [{ pointer: pointerTo(path), detail: message }]
    : keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: 'is not known here.' }));
