import { OpenAPIHono } from '@hono/zod-openapi';
import { secureHeaders } from 'hono/secure-headers';

import type { Desk } from '../services/desk.ts';
import { createWeb } from '../web/app.ts';

import { withKey } from './access.ts';
import type { Env } from './access.ts';
import { jsonOnly, withinLimit } from './body.ts';
import { describeApi } from './description.ts';
import { Malformed, onError } from './errors.ts';
import { faultsOf } from './faults.ts';
import { nothingAt } from './nothing.ts';
import { actRoutes } from './routes/acts.ts';
import { guideRoutes } from './routes/guides.ts';
import { emergencyRoutes } from './routes/emergency.ts';
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
      // What was sent is there as `data`, which the type of a hook does not tell.
      if (!result.success) throw new Malformed(faultsOf(result.error.issues, Reflect.get(result, 'data')));
    },
  });
  app.onError(onError(log));
  app.notFound((c) => nothingAt(app, c));
  // Pages say for themselves what a link of theirs may tell.
  app.use(secureHeaders({ referrerPolicy: false }));
  app.use('/api/*', withinLimit, openDoor(withKey(desk)), jsonOnly);
  incidentRoutes(app, desk);
  actRoutes(app, desk);
  keyRoutes(app, desk);
  planRoutes(app, desk);
  guideRoutes(app, desk);
  onCallRoutes(app, desk);
  emergencyRoutes(app, desk);
  scheduleRoutes(app, desk);
  healthRoutes(app, desk);
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.get(description, (c) => c.json(describeApi(app)));
  app.route('/', createWeb(desk, { log }));
  return app;
}

const description = '/api/openapi.json';

/** The description of the API is for everybody. */
const openDoor =
  (door: ReturnType<typeof withKey>): ReturnType<typeof withKey> =>
  (c, next) =>
    c.req.path === description ? next() : door(c, next);
