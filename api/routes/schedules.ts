import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { schedules } from '../../services/schedule/list.ts';
import type { Done, ScheduleView } from '../../services/schedule/list.ts';
import { pause, resume } from '../../services/schedule/pause.ts';
import { runSchedule } from '../../services/schedule/run.ts';
import { showSchedule } from '../../services/schedule/show.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusal, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { BegunSchedule, NewPause, Schedule, ScheduleHistory, SchedulePath, Schedules } from '../schemas/schedules.ts';

/** What comes round by itself: as the plans say it, whether Temporal is there or not; and what one does about it. */
export function scheduleRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await schedules(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(showRoute, async (c) => {
    const { history, ...one } = await showSchedule(desk, c.get('caller'), c.req.valid('param'));
    return c.json({ ...presented(one), history: history.map(past) }, 200);
  });
  app.openapi(pauseRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    return c.json(presented(await pause(desk, c.get('caller'), c.req.valid('param'), c.req.valid('json'), key)), 200);
  });
  app.openapi(resumeRoute, async (c) =>
    c.json(presented(await resume(desk, c.get('caller'), c.req.valid('param'))), 200),
  );
  app.openapi(runRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { began, ...one } = await runSchedule(desk, c.get('caller'), c.req.valid('param'), key);
    return c.json({ ...presented(one), began }, 201);
  });
  // A name as it is written, `reviews/access`, is several segments of a path.
  app.use('/api/schedules/:plan/:rest{.+}', async (c, next) => {
    const [, plan, name, act = ''] = asWritten.exec(c.req.path) ?? [];
    return name === undefined ? next() : c.redirect(`/api/schedules/${plan}/${name.replaceAll('/', '%2F')}${act}`, 308);
  });
}

const asWritten = /^\/api\/schedules\/([^/]+)\/([^/]+(?:\/[^/]+)+?)(\/(?:pause|resume|run))?$/;

const past = <T extends Done>({ nominalAt, begunAt, ...one }: T) => ({
  ...one,
  nominalAt: iso(nominalAt),
  begunAt: isoOrNull(begunAt),
});

const presented = ({ next, last, paused, onChangeOf, ...one }: ScheduleView) => ({
  ...one,
  onChangeOf: [...onChangeOf],
  next: next.map(({ at, local }) => ({ at: iso(at), local })),
  last: last && past(last),
  paused: paused && { ...paused, until: iso(paused.until) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/schedules',
  tags: ['schedules'],
  summary: 'What comes round by itself under the plans in force',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: {
    200: answer(Schedules, 'By plan'),
    422: refusal(),
  },
});

const one = '/api/schedules/{plan}/{name}';

const showRoute = createRoute({
  method: 'get',
  path: one,
  tags: ['schedules'],
  summary: 'One schedule with what it has begun and left out',
  request: { params: SchedulePath },
  responses: { 200: answer(ScheduleHistory, 'How it stands'), ...refusals(404, 422) },
});

const pauseRoute = createRoute({
  method: 'post',
  path: `${one}/pause`,
  tags: ['schedules'],
  summary: 'Have it begin nothing until an instant; then it goes on by itself',
  request: {
    headers: IdempotencyKey,
    params: SchedulePath,
    body: { content: { 'application/json': { schema: NewPause } }, required: true },
  },
  responses: { 200: answer(Schedule, 'It is paused'), ...refusals(403, 404, 422) },
});

const resumeRoute = createRoute({
  method: 'post',
  path: `${one}/resume`,
  tags: ['schedules'],
  summary: 'End a pause now',
  request: { headers: IdempotencyKey, params: SchedulePath },
  responses: { 200: answer(Schedule, 'It goes on'), ...refusals(403, 404, 422) },
});

const runRoute = createRoute({
  method: 'post',
  path: `${one}/run`,
  tags: ['schedules'],
  summary: 'Begin now what it begins, paused or not',
  request: { headers: IdempotencyKey, params: SchedulePath },
  responses: { 201: answer(BegunSchedule, 'It has begun'), ...refusals(403, 404, 409, 422) },
});
