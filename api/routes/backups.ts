import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { backup, backups, preview } from '../../services/backup/list.ts';
import type { BackupShown as Shown, BackupView } from '../../services/backup/list.ts';
import type { Desk } from '../../services/desk.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { BackupPath, Backups, BackupShown, Retention, RetentionAsked } from '../schemas/backups.ts';

/** What is copied, what proves it, and what would go. */
export function backupRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await backups(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(showRoute, async (c) => {
    const one = await backup(desk, c.get('caller'), c.req.valid('param'));
    const { history, tests, retention } = one;
    const more = { history: history.map(copy), tests: tests.map(test), retention: retention.map(fate) };
    return c.json({ ...presented(one), ...more }, 200);
  });
  app.openapi(retentionRoute, async (c) => {
    const all = await preview(desk, c.get('caller'), c.req.valid('param'));
    return c.json({ items: all.map(fate) }, 200);
  });
}

const presented = (one: BackupView) => ({
  plan: one.plan,
  name: one.name,
  title: one.title,
  of: one.of,
  service: one.service,
  status: one.status,
  driver: one.driver,
  mode: one.mode,
  every: one.every,
  provider: one.provider,
  places: [...one.places],
  keep: one.keep && { ...one.keep },
  restoreTest: one.restoreTest,
  opens: one.opens,
  newest: one.newest && copy(one.newest),
  last: one.last && copy(one.last),
  tested: one.tested && test(one.tested),
  count: one.count,
  bytes: one.bytes,
  nextAt: isoOrNull(one.nextAt),
  missedAt: isoOrNull(one.missedAt),
  rpo: one.rpo && { ...one.rpo },
  rto: one.rto && { ...one.rto },
  proof: one.proof && { ...one.proof },
  timezone: one.timezone,
});

const copy = (one: Shown['history'][number]) => ({
  id: one.id,
  status: one.status,
  place: one.place,
  driver: one.driver,
  mode: one.mode,
  beganAt: iso(one.began_at),
  madeAt: isoOrNull(one.made_at),
  reachesAt: isoOrNull(one.reaches_at),
  ms: one.ms,
  bytes: one.bytes,
  sha256: one.sha256,
  tool: one.tool,
  verdict: one.verdict,
  why: one.failed_why,
  base: one.base,
  run: one.run,
  verifiedAt: isoOrNull(one.verified_at),
  provenAt: isoOrNull(one.proven_at),
  deletedAt: isoOrNull(one.deleted_at),
  gone: one.gone_why,
});

const test = (one: Shown['tests'][number]) => ({
  id: one.id,
  status: one.status,
  copy: one.copy,
  beganAt: iso(one.began_at),
  endedAt: isoOrNull(one.ended_at),
  ms: one.ms,
  rtoMs: one.rto_ms,
  ageMs: one.age_ms,
  why: one.failed_why,
  evidence: evidence(one.evidence),
});

const evidence = ({ tool, files, bytes, asked, notChecked }: Shown['tests'][number]['evidence']) => ({
  tool: tool ?? null,
  files: files ?? null,
  bytes: bytes ?? null,
  asked: [...(asked ?? [])],
  notChecked: [...(notChecked ?? [])],
});

const fate = ({ copy: one, decision }: Shown['retention'][number]) => ({
  copy: one.id,
  place: one.place,
  madeAt: iso(one.made_at ?? one.began_at),
  bytes: one.bytes,
  stays: decision.stays,
  why: decision.why,
  until: decision.stays && Number.isFinite(decision.untilAt) ? iso(decision.untilAt) : null,
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/backups',
  tags: ['backups'],
  summary: 'What is copied under the plans in force, and how it stands against RPO, RTO and its proof',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: { 200: answer(Backups, 'By plan'), ...refusals(422) },
});

const one = '/api/backups/{plan}/{name}';

const showRoute = createRoute({
  method: 'get',
  path: one,
  tags: ['backups'],
  summary: 'One backup with its copies, its restore tests and what retention would do now',
  request: { params: BackupPath },
  responses: { 200: answer(BackupShown, 'How it stands'), ...refusals(404, 422) },
});

const retentionRoute = createRoute({
  method: 'post',
  path: `${one}/retention`,
  tags: ['backups'],
  summary: 'What retention would do now with its copies; nothing is deleted',
  request: {
    headers: IdempotencyKey,
    params: BackupPath,
    body: { content: { 'application/json': { schema: RetentionAsked } }, required: true },
  },
  responses: { 200: answer(Retention, 'The newest copy first'), ...refusals(403, 404, 422) },
});
