import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { planAt, planHistory } from '../../services/plan/history.ts';
import { plans } from '../../services/plan/list.ts';
import type { IncidentImpact } from '../../services/plan/impact.ts';
import { submitPlan } from '../../services/plan/submit.ts';
import type { Submission } from '../../services/plan/submit.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull, presentTarget } from '../present.ts';
import { answer, refusal } from '../responses.ts';
import { AppliedPlan, PlanFile, PlanHistory, PlanSummary, PlanVersion } from '../schemas/plans.ts';
import { IdempotencyKey, whole } from '../schemas.ts';

/** Plans and their versions: people read those of their own plan, administrators apply. */
export function planRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => c.json({ items: await plans(desk, c.get('caller')) }, 200));
  app.openapi(applyRoute, async (c) => {
    const { file = 'plan.yaml', files = {}, dryRun = false, ...rest } = c.req.valid('json');
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const applied = await submitPlan(desk, c.get('caller'), { ...rest, file, files, dryRun }, key);
    return c.json(answered(applied), applied.changed && !dryRun ? 201 : 200);
  });
  app.openapi(showRoute, async (c) =>
    c.json(presented(await planAt(desk, c.get('caller'), c.req.valid('param').slug)), 200),
  );
  app.openapi(versionsRoute, async (c) => {
    const versions = await planHistory(desk, c.get('caller'), c.req.valid('param').slug);
    return c.json({ items: versions.map(presented) }, 200);
  });
  app.openapi(versionRoute, async (c) => {
    const { slug, version } = c.req.valid('param');
    return c.json(presented(await planAt(desk, c.get('caller'), slug, version)), 200);
  });
}

const answered = ({ changes, findings, impact, migration, warnings, keys, ...one }: Submission) => ({
  ...one,
  changes: [...changes],
  findings: [...findings],
  ...(warnings.length > 0 && { warnings: [...warnings] }),
  ...(keys.length > 0 && { keys: [...keys] }),
  ...(impact && { impact: { ...impact, incidents: impact.incidents.map(timed) } }),
  ...(migration && { migration: { ...migration, staying: [...migration.staying] } }),
});

const timed = ({ clocks, ...one }: IncidentImpact) => ({
  ...one,
  clocks: clocks.map(({ from, to, dueBefore, dueAfter, ...clock }) => ({
    ...clock,
    from: from && presentTarget(from),
    to: to && presentTarget(to),
    dueBefore: isoOrNull(dueBefore),
    dueAfter: isoOrNull(dueAfter),
  })),
});

type Timed = { readonly appliedAt: number; readonly changes: readonly object[] };

const presented = <T extends Timed>({ appliedAt, changes, ...one }: T) => ({
  ...one,
  appliedAt: iso(appliedAt),
  changes: [...changes] as T['changes'][number][],
});

const Slug = z.object({
  slug: z.string().openapi({ param: { name: 'slug', in: 'path' }, example: 'transport' }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/plans',
  tags: ['plans'],
  summary: 'The plans in force',
  responses: { 200: answer(z.object({ items: z.array(PlanSummary) }), 'By name') },
});

const applyRoute = createRoute({
  method: 'post',
  path: '/api/plans',
  tags: ['plans'],
  summary: 'Apply a plan file, or see what that would change',
  request: { headers: IdempotencyKey, body: { content: { 'application/json': { schema: PlanFile } }, required: true } },
  responses: {
    200: answer(AppliedPlan, 'No new version: it means the same as the one in force, or this is a dry run'),
    201: answer(AppliedPlan, 'A new version is in force'),
    422: refusal(),
  },
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/plans/{slug}',
  tags: ['plans'],
  summary: 'The version of a plan that is in force',
  request: { params: Slug },
  responses: { 200: answer(PlanVersion, 'As it is written, without contacts'), 404: refusal() },
});

const versionsRoute = createRoute({
  method: 'get',
  path: '/api/plans/{slug}/versions',
  tags: ['plans'],
  summary: 'Its versions, and what each changed',
  request: { params: Slug },
  responses: { 200: answer(PlanHistory, 'The newest first'), 404: refusal() },
});

const versionRoute = createRoute({
  method: 'get',
  path: '/api/plans/{slug}/versions/{version}',
  tags: ['plans'],
  summary: 'One version of a plan',
  request: {
    params: Slug.extend({
      version: whole(1, 2_147_483_647).openapi({ param: { name: 'version', in: 'path' }, example: 3 }),
    }),
  },
  responses: { 200: answer(PlanVersion, 'As it is written, without contacts'), 404: refusal() },
});
