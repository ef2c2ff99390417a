import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { startAsked } from '../../services/procedure/ask.ts';
import { procedures, runs } from '../../services/procedure/list.ts';
import { runEvents, runJobs, showRun } from '../../services/procedure/show.ts';

import type { RunView } from '../../services/procedure/view.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import {
  NewRun,
  Procedures,
  ProceduresQuery,
  Run,
  RunEvents,
  RunJobs,
  RunReference,
  Runs,
  RunsQuery,
} from '../schemas/runs.ts';

/** Procedures, and the runs in which they are carried out. */
export function runRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(proceduresRoute, async (c) => {
    const items = await procedures(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items }, 200);
  });
  app.openapi(listRoute, async (c) => {
    const { items, next } = await runs(desk, c.get('caller'), c.req.valid('query'));
    return c.json({ items: items.map(presented), next }, 200);
  });
  app.openapi(startRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? null;
    const { reference, existing } = await startAsked(desk, c.get('caller'), c.req.valid('json'), key);
    const run = presented(await showRun(desk, c.get('caller'), reference));
    return c.json(run, existing ? 200 : 201, { Location: `/api/runs/${reference}` });
  });
  app.openapi(showRoute, async (c) =>
    c.json(presented(await showRun(desk, c.get('caller'), c.req.valid('param').reference)), 200),
  );
  app.openapi(eventsRoute, async (c) => {
    const all = await runEvents(desk, c.get('caller'), c.req.valid('param').reference);
    const items = all.map(({ key, kind, at, due_at, by, data, text }) => ({
      key,
      kind,
      at: iso(at),
      dueAt: isoOrNull(due_at),
      by,
      data: data as Plain,
      text,
    }));
    return c.json({ items }, 200);
  });
  app.openapi(jobsRoute, async (c) => {
    const all = await runJobs(desk, c.get('caller'), c.req.valid('param').reference);
    const items = all.map(({ step, attempt, undo, begun_at, ended_at, outcome, output }) => ({
      step,
      attempt,
      undo,
      begunAt: iso(begun_at),
      endedAt: isoOrNull(ended_at),
      outcome,
      output,
    }));
    return c.json({ items }, 200);
  });
}

/** What is kept as JSON; its type says more than the answer's can. */
type Plain = Record<string, string | number | boolean | null>;

/** A run as the API tells it. */
export const presented = ({ locale: _locale, ...run }: RunView) => ({
  ...run,
  statusSince: iso(run.statusSince),
  startedAt: iso(run.startedAt),
  endedAt: isoOrNull(run.endedAt),
  pausedUntil: isoOrNull(run.pausedUntil),
  dueAt: isoOrNull(run.dueAt),
  next: run.next && { ...run.next, at: iso(run.next.at) },
  files: run.files.map((file) => ({
    ...file,
    at: iso(file.at),
    href: `/api/runs/${run.reference}/files/${file.id}`,
  })),
  steps: run.steps.map((step) => ({
    ...step,
    since: iso(step.since),
    readyAt: isoOrNull(step.readyAt),
    dueAt: isoOrNull(step.dueAt),
    fromAt: isoOrNull(step.fromAt),
    notBefore: isoOrNull(step.notBefore),
  })),
});

const tags = ['procedures'];

const proceduresRoute = createRoute({
  method: 'get',
  path: '/api/procedures',
  tags,
  summary: 'What can be carried out, step by step, under the plans in force',
  request: { query: ProceduresQuery },
  responses: { 200: answer(Procedures, 'By plan'), ...refusals(422) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/runs',
  tags,
  summary: 'Procedures that are or were carried out, the newest first',
  request: { query: RunsQuery },
  responses: { 200: answer(Runs, 'One page'), ...refusals(422) },
});

const startRoute = createRoute({
  method: 'post',
  path: '/api/runs',
  tags,
  summary: 'Begin to carry out a procedure',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewRun } }, required: true },
  },
  responses: {
    200: answer(Run, 'It was begun before with this key'),
    201: answer(Run, 'It runs'),
    ...refusals(403, 404, 422),
  },
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/runs/{reference}',
  tags,
  summary: 'One run with its steps and what can be done',
  request: { params: RunReference },
  responses: { 200: answer(Run, 'How it stands'), ...refusals(404) },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/runs/{reference}/events',
  tags,
  summary: 'What has happened in a run, the oldest first',
  request: { params: RunReference },
  responses: { 200: answer(RunEvents, 'All of it'), ...refusals(404) },
});

const jobsRoute = createRoute({
  method: 'get',
  path: '/api/runs/{reference}/jobs',
  tags,
  summary: 'What machines did for a run, and what they said',
  request: { params: RunReference },
  responses: { 200: answer(RunJobs, 'Each try'), ...refusals(404) },
});
