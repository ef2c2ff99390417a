import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { attachment, attachments } from '../../services/incident/attachments.ts';
import { fileAnswer } from '../../web/file.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { AttachmentId, Attachments } from '../schemas/attachments.ts';
import { Reference } from '../schemas.ts';

/** The files that came with mails about an incident. */
export function attachmentRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const { reference } = c.req.valid('param');
    const items = (await attachments(desk, c.get('caller'), reference)).map((one) => ({
      ...one,
      at: iso(one.at),
      href: `/api/incidents/${reference}/attachments/${one.id}`,
    }));
    return c.json({ items }, 200);
  });
  app.openapi(fileRoute, async (c) => {
    const { reference, id } = c.req.valid('param');
    return fileAnswer(await attachment(desk, c.get('caller'), reference, id));
  });
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/attachments',
  tags: ['incidents'],
  summary: 'Its files',
  request: { params: Reference },
  responses: { 200: answer(Attachments, 'In the order in which they came'), ...refusals(404) },
});

const fileRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/attachments/{id}',
  tags: ['incidents'],
  summary: 'One of its files, to be saved',
  request: { params: AttachmentId },
  responses: {
    200: {
      description: 'What is in it, as an attachment',
      content: { '*/*': { schema: { type: 'string' as const, format: 'binary' } } },
    },
    ...refusals(404, 422),
  },
});
