import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import { runActs } from '../../domain/procedure/acts.ts';
import type { RunBodies, RunVerb } from '../../domain/procedure/acts.ts';
import type { Desk } from '../../services/desk.ts';
import { actOnRun } from '../../services/procedure/act.ts';
import { evidenceFile } from '../../services/procedure/evidence.ts';
import { find } from '../../services/procedure/finding.ts';
import type { Finding } from '../../services/procedure/finding.ts';
import { showRun } from '../../services/procedure/show.ts';
import { fileAnswer } from '../../web/file.ts';
import type { Env } from '../access.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { isRequired } from '../schemas/body.ts';
import { runBodies } from '../schemas/run-bodies.ts';
import { Run, RunFileId, RunReference } from '../schemas/runs.ts';

import { presented } from './runs.ts';

/** What people do to a run, and the files that show it. */
export function runActRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(fileRoute, async (c) => {
    const { reference, id } = c.req.valid('param');
    return fileAnswer(await evidenceFile(desk, c.get('caller'), reference, id));
  });
  for (const verb of Object.keys(runActs) as RunVerb[])
    app.openapi(actRoute(verb), async (c) => {
      const { reference } = c.req.valid('param');
      const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID();
      const body: unknown = runBodies[verb].parse((await c.req.text()) === '' ? {} : await c.req.json());
      if (verb === 'finding') await find(desk, c.get('caller'), { reference, key, body: body as Finding });
      else {
        const { files, ...said } = body as Said<typeof verb>;
        await actOnRun(desk, c.get('caller'), { reference, verb, body: said, key, files: filesIn(files) });
      }
      return c.json(presented(await showRun(desk, c.get('caller'), reference)), 200);
    });
}

type Said<V extends RunVerb> = Omit<RunBodies[V], 'files'> & {
  readonly files?: readonly { readonly name: string; readonly type?: string; readonly content: string }[];
};

const filesIn = (files: Said<'done'>['files'] = []) =>
  files.map(({ name: own, type = '', content }) => ({ name: own, type, content: Buffer.from(content, 'base64') }));

const tags = ['procedures'];

const fileRoute = createRoute({
  method: 'get',
  path: '/api/runs/{reference}/files/{id}',
  tags,
  summary: 'A file that shows that a step was done, to be saved',
  request: { params: RunFileId },
  responses: {
    200: {
      description: 'What is in it, as an attachment',
      content: { '*/*': { schema: { type: 'string' as const, format: 'binary' } } },
    },
    ...refusals(404, 422),
  },
});

const actRoute = (verb: RunVerb) =>
  createRoute({
    method: 'post',
    path: `/api/runs/{reference}/${verb}`,
    tags,
    summary: runBodies[verb].description!,
    request: {
      params: RunReference,
      headers: IdempotencyKey,
      body: { content: { 'application/json': { schema: runBodies[verb] } }, required: isRequired(runBodies[verb]) },
    },
    responses: { 200: answer(Run, 'The run afterwards'), ...refusals(403, 404, 409, 422) },
  });
