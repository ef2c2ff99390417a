import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';

import type { Desk } from '../services/desk.ts';
import { createWeb } from '../web/app.ts';

import { withKey } from './access.ts';
import type { Env } from './access.ts';
import { jsonOnly, keptOnly, withinLimit } from './body.ts';
import { describeApi } from './description.ts';
import { Malformed, onError } from './errors.ts';
import { faultsOf } from './faults.ts';
import { perKey } from './rate.ts';
import { nothingAt } from './nothing.ts';
import { actRoutes } from './routes/acts.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { guideRoutes } from './routes/guides.ts';
import { emergencyRoutes } from './routes/emergency.ts';
import { alertRoutes } from './routes/alerts.ts';
import { hookRoutes } from './routes/hooks.ts';
import { integrationRoutes } from './routes/integrations.ts';
import { healthRoutes } from './routes/health.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { postmortemRoutes } from './routes/postmortem.ts';
import { backupRoutes } from './routes/backups.ts';
import { monitorRoutes } from './routes/monitors.ts';
import { keyRoutes } from './routes/keys.ts';
import { logbookRoutes } from './routes/logbook.ts';
import { mailRoutes } from './routes/mails.ts';
import { onCallRoutes } from './routes/on-call.ts';
import { pingRoutes } from './routes/pings.ts';
import { planRoutes } from './routes/plans.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { runActRoutes } from './routes/run-acts.ts';
import { runRoutes } from './routes/runs.ts';
import { changeRoutes } from './routes/changes.ts';
import { doctorRoutes } from './routes/doctor.ts';
import { documentRoutes } from './routes/documents.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { serviceRoutes } from './routes/services.ts';
import { uptimeRoutes } from './routes/uptime.ts';
import { vulnerabilityRoutes } from './routes/vulnerabilities.ts';
import { verificationRoutes } from './routes/verification.ts';
import { Anything } from './schemas.ts';
import { subscriberRoutes } from './routes/subscribers.ts';

/** Who may come in how often. */
export interface Doors {
  /** Other sites whose pages may ask the API; none: browsers keep them all out. */
  readonly origins: readonly string[];
  /** Requests a minute that one key may make of the API. */
  readonly perMinute: number;
  /** How many proxies of one's own stand in front and say for whom they ask. */
  readonly proxies: number;
  /** Posts a minute that one sender of alerts may make. */
  readonly alertsPerMinute: number;
}

const usualDoors: Doors = { origins: [], perMinute: Infinity, proxies: 0, alertsPerMinute: Infinity };

/** Everything that Guardia answers over HTTP. `log` hears of what nobody foresaw. */
export function createApp(desk: Desk, log: (error: unknown) => void, doors: Partial<Doors> = {}): OpenAPIHono<Env> {
  const { origins, perMinute, proxies, alertsPerMinute } = { ...usualDoors, ...doors };
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
  if (origins.length > 0) app.use('/api/*', cors({ ...shared, origin: [...origins] }));
  app.use('/api/*', withinLimit, openDoor(withKey(desk)), perKey(desk, perMinute), keptOnly, jsonOnly);
  incidentRoutes(app, desk);
  attachmentRoutes(app, desk);
  postmortemRoutes(app, desk);
  actRoutes(app, desk);
  keyRoutes(app, desk);
  mailRoutes(app, desk);
  planRoutes(app, desk);
  guideRoutes(app, desk);
  onCallRoutes(app, desk);
  emergencyRoutes(app, desk);
  integrationRoutes(app, desk);
  runRoutes(app, desk);
  runActRoutes(app, desk);
  maintenanceRoutes(app, desk);
  scheduleRoutes(app, desk);
  changeRoutes(app, desk);
  documentRoutes(app, desk);
  monitorRoutes(app, desk);
  backupRoutes(app, desk);
  uptimeRoutes(app, desk);
  serviceRoutes(app, desk);
  logbookRoutes(app, desk);
  vulnerabilityRoutes(app, desk);
  verificationRoutes(app, desk);
  subscriberRoutes(app, desk);
  pingRoutes(app, desk, log);
  heartbeatRoutes(app, desk);
  healthRoutes(app, desk);
  doctorRoutes(app, desk);
  alertRoutes(app, desk);
  hookRoutes(app, desk, { log, perMinute: alertsPerMinute });
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('schemas', 'Anything', Anything);
  app.get(description, (c) => c.json(describeApi(app)));
  app.route('/', createWeb(desk, { log, proxies }));
  return app;
}

/** What pages of other sites may send and read. */
const shared = {
  allowMethods: ['GET', 'POST', 'PUT'],
  allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match'],
  exposeHeaders: ['ETag', 'Location', 'Retry-After'],
  maxAge: 600,
};

const description = '/api/openapi.json';

/** The description of the API is for everybody. */
const openDoor =
  (door: ReturnType<typeof withKey>): ReturnType<typeof withKey> =>
  (c, next) =>
    c.req.path === description ? next() : door(c, next);
