import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { held, release } from '../../services/mail/held.ts';
import type { Env } from '../access.ts';
import { iso } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Became, HeldMails, MailId } from '../schemas/mails.ts';

/** Mails of strangers where the plan holds them. */
export function mailRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const items = await held(desk, c.get('caller'));
    return c.json({ items: items.map((one) => ({ ...one, at: iso(one.at) })) }, 200);
  });
  for (const how of ['accept', 'drop'] as const)
    app.openapi(releaseRoute(how), async (c) =>
      c.json(await release(desk, c.get('caller'), c.req.valid('param').id, how), 200),
    );
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/mails',
  tags: ['mails'],
  summary: 'What strangers wrote and is held',
  responses: { 200: answer(HeldMails, 'The oldest first, 100 at most'), ...refusals(403) },
});

const releaseRoute = (how: 'accept' | 'drop') =>
  createRoute({
    method: 'post',
    path: `/api/mails/{id}/${how}`,
    tags: ['mails'],
    summary: how === 'accept' ? 'Make of a held mail what it would have become' : 'Make nothing of a held mail',
    request: { headers: IdempotencyKey, params: MailId },
    responses: { 200: answer(Became, 'What has become of it'), ...refusals(403, 404, 422) },
  });
