import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { monitors } from '../../services/monitor/list.ts';
import type { MonitorView } from '../../services/monitor/list.ts';
import { mute, unmute } from '../../services/monitor/mute.ts';
import { runMonitor } from '../../services/monitor/run.ts';
import { showMonitor } from '../../services/monitor/show.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Monitor, MonitorPath, MonitorResults, Monitors, MonitorsQuery, NewMute } from '../schemas/monitors.ts';

/** What is watched, how it stands, and what one does about it: look now, mute and unmute. */
export function monitorRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await monitors(desk, c.get('caller'), c.req.valid('query'));
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(showRoute, async (c) => {
    const { results, ...one } = await showMonitor(desk, c.get('caller'), c.req.valid('param'));
    return c.json({ ...presented(one), results: results.map(found) }, 200);
  });
  app.openapi(muteRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(presented(await mute(desk, c.get('caller'), c.req.valid('param'), c.req.valid('json'), key)), 200);
  });
  app.openapi(unmuteRoute, async (c) =>
    c.json(presented(await unmute(desk, c.get('caller'), c.req.valid('param'))), 200),
  );
  app.openapi(runRoute, async (c) =>
    c.json(presented(await runMonitor(desk, c.get('caller'), c.req.valid('param'))), 202),
  );
}

const found = <T extends { readonly at: number }>({ at, ...one }: T) => ({ ...one, at: iso(at) });

const presented = ({ since, askedAt, last, muted, ...one }: MonitorView) => ({
  ...one,
  since: isoOrNull(since),
  askedAt: isoOrNull(askedAt),
  last: last && found(last),
  muted: muted && { ...muted, until: iso(muted.until) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/monitors',
  tags: ['monitors'],
  summary: 'What is watched under the plans in force, and how it stands',
  request: { query: MonitorsQuery },
  responses: { 200: answer(Monitors, 'By plan'), ...refusals(422) },
});

const one = '/api/monitors/{plan}/{kind}/{name}';

const showRoute = createRoute({
  method: 'get',
  path: one,
  tags: ['monitors'],
  summary: 'One monitor with its last results',
  request: { params: MonitorPath },
  responses: { 200: answer(MonitorResults, 'How it stands'), ...refusals(404, 422) },
});

const muteRoute = createRoute({
  method: 'post',
  path: `${one}/mute`,
  tags: ['monitors'],
  summary: 'Keep what it finds, and open nothing, until an instant',
  request: {
    headers: IdempotencyKey,
    params: MonitorPath,
    body: { content: { 'application/json': { schema: NewMute } }, required: true },
  },
  responses: { 200: answer(Monitor, 'It is muted'), ...refusals(403, 404, 422) },
});

const unmuteRoute = createRoute({
  method: 'post',
  path: `${one}/unmute`,
  tags: ['monitors'],
  summary: 'End a mute now',
  request: { headers: IdempotencyKey, params: MonitorPath },
  responses: { 200: answer(Monitor, 'It is heard again'), ...refusals(403, 404, 422) },
});

const runRoute = createRoute({
  method: 'post',
  path: `${one}/run`,
  tags: ['monitors'],
  summary: 'Have a check looked at now: within seconds, `askedAt` is null again and `last` is what was found',
  request: { headers: IdempotencyKey, params: MonitorPath },
  responses: { 202: answer(Monitor, 'It will be looked at'), ...refusals(403, 404, 409, 422) },
});
