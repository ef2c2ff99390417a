import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { cancel, override, overrides } from '../../services/on-call/override.ts';
import { onCall } from '../../services/on-call/show.ts';
import type { OnCall as Rotation, ShiftView } from '../../services/on-call/show.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey, whole } from '../schemas.ts';
import { NewOverride, OnCall, OnCallQuery, Override, Overrides } from '../schemas/on-call.ts';

/** Who is on call, and who is instead: people see and override the rotations of their own plan. */
export function onCallRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(showRoute, async (c) => {
    const all = await onCall(desk, c.get('caller'), c.req.valid('query'));
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(overrideRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID();
    return c.json(made(await override(desk, c.get('caller'), c.req.valid('json'), key)), 201);
  });
  app.openapi(listRoute, async (c) => {
    const all = await overrides(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items: all.map(made) }, 200);
  });
  app.openapi(cancelRoute, async (c) =>
    c.json(made(await cancel(desk, c.get('caller'), c.req.valid('param').id)), 200),
  );
}

const presented = ({ at, until, now, next, shifts, gaps, ...rotation }: Rotation) => ({
  ...rotation,
  at: iso(at),
  until: iso(until),
  now: now && shift(now),
  next: next && shift(next),
  shifts: shifts.map(shift),
  gaps: gaps.map((gap) => ({ from: iso(gap.from), until: iso(gap.until) })),
});

const shift = ({ from, until, ...who }: ShiftView) => ({ ...who, from: isoOrNull(from), until: isoOrNull(until) });

const made = (one: Awaited<ReturnType<typeof cancel>>) => ({
  id: one.id,
  plan: one.plan,
  rotation: one.rotation,
  person: one.person,
  from: iso(one.from_at),
  until: iso(one.until_at),
  reason: one.reason,
  madeAt: iso(one.made_at),
  madeBy: one.made_by,
  cancelledAt: isoOrNull(one.cancelled_at),
  cancelledBy: one.cancelled_by,
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/on-call',
  tags: ['on call'],
  summary: 'Who is on call, who is next, and when nobody is',
  request: { query: OnCallQuery },
  responses: {
    200: answer(OnCall, 'By plan and rotation'),
    ...refusals(422),
  },
});

const overrideRoute = createRoute({
  method: 'post',
  path: '/api/on-call/overrides',
  tags: ['on call'],
  summary: 'Put somebody on call instead of whom the rotation names',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewOverride } }, required: true },
  },
  responses: { 201: answer(Override, 'It stands'), ...refusals(422) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/on-call/overrides',
  tags: ['on call'],
  summary: 'The last 200 overrides, those cancelled among them',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: { 200: answer(Overrides, 'The newest first'), ...refusals(422) },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/api/on-call/overrides/{id}/cancel',
  tags: ['on call'],
  summary: 'End an override now, or before it begins',
  request: {
    headers: IdempotencyKey,
    params: z.object({
      id: whole(1, 2_147_483_647).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
    }),
  },
  responses: {
    200: answer(Override, 'The override afterwards'),
    ...refusals(404, 409),
  },
});
