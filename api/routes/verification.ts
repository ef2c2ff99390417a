import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { verify } from '../../services/incident/verify.ts';
import type { Verification as Verified } from '../../services/incident/verify.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull, presentTarget } from '../present.ts';
import { answer } from '../responses.ts';
import { Reference } from '../schemas.ts';
import { Verification } from '../schemas/verification.ts';

/** Whether what is stored of an incident agrees with its events. */
export const verificationRoutes = (app: OpenAPIHono<Env>, desk: Desk): void =>
  void app.openapi(verifyRoute, async (c) => {
    const found = await verify(desk, c.get('caller'), c.req.valid('param').reference);
    return c.json({ ...found, clocks: found.clocks === null ? null : found.clocks.map(present) }, 200);
  });

const verifyRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/verification',
  tags: ['incidents'],
  summary: 'Whether the chain of its events holds, and its clocks agree with them',
  request: { params: Reference },
  responses: { 200: answer(Verification, 'What was compared') },
});

type Compared = NonNullable<Verified['clocks']>[number];

const present = ({ stored, counted, ...clock }: Compared) => ({
  ...clock,
  stored: presentCounted(stored),
  counted: presentCounted(counted),
});

const presentCounted = (one: Compared['stored']) =>
  one === null
    ? null
    : {
        from: iso(one.from),
        target: presentTarget(one.target),
        calendar: one.calendar,
        rule: one.rule,
        pauses: one.pauses.map(({ from, to }) => ({ from: iso(from), to: isoOrNull(to) })),
        fulfilledAt: isoOrNull(one.fulfilledAt),
        breachedAt: isoOrNull(one.breachedAt),
        stoppedAt: isoOrNull(one.stoppedAt),
      };
