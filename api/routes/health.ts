import type { Hono } from 'hono';

import type { Desk } from '../../services/desk.ts';
import { metrics } from '../../services/metrics.ts';
import { ready } from '../../services/ready.ts';
import type { Env } from '../access.ts';
import { problem } from '../errors.ts';

/** For load balancers and Prometheus. Not being able to reach Temporal is no reason to take no more incidents. */
export function healthRoutes(app: Hono<Env>, desk: Desk): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) =>
    (await ready(desk)) ? c.json({ status: 'ready' }) : problem(c, 503, 'The database does not answer.'),
  );
  app.get('/metrics', async (c) => {
    const { body, type } = await metrics(desk);
    return c.body(body, 200, { 'content-type': type });
  });
}
