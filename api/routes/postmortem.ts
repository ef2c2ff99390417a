import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { asMarkdown } from '../../services/incident/postmortem-text.ts';
import { postmortem } from '../../services/incident/postmortem.ts';
import type { Postmortem as Read } from '../../services/incident/postmortem.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { Reference } from '../schemas.ts';
import { Postmortem } from '../schemas/postmortem.ts';

/** What was learned, for programs and, where Markdown is asked for, for people. */
export function postmortemRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(showRoute, async (c) => {
    const one = await postmortem(desk, c.get('caller'), c.req.valid('param').reference);
    const markdown = c.req.header('accept')?.includes('text/markdown') ?? false;
    if (markdown)
      return c.body(asMarkdown(one), 200, { 'content-type': 'text/markdown; charset=utf-8', vary: 'Accept' });
    return c.json({ ...present(one), markdown: asMarkdown(one) }, 200, { vary: 'Accept' });
  });
}

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

const present = ({ declared: _declared, acknowledgedAfterMs, resolvedAfterMs, ...one }: Read) => ({
  ...one,
  writtenAt: isoOrNull(one.writtenAt),
  acknowledgedAfterSeconds: seconds(acknowledgedAfterMs),
  resolvedAfterSeconds: seconds(resolvedAfterMs),
  actions: one.actions.map((action) => ({ ...action, dueAt: isoOrNull(action.dueAt) })),
  timeline: one.timeline.map((event) => ({ ...event, at: iso(event.at) })),
  clocks: one.clocks.map((clock) => ({
    ...clock,
    dueAt: isoOrNull(clock.dueAt),
    fulfilledAt: isoOrNull(clock.fulfilledAt),
  })),
});

const showRoute = createRoute({
  method: 'get',
  path: '/api/incidents/{reference}/postmortem',
  tags: ['incidents'],
  summary: 'Its post-mortem; with `Accept: text/markdown` as a page in the plan’s language',
  request: { params: Reference },
  responses: {
    200: {
      ...answer(Postmortem, 'What is known and written'),
      content: { 'application/json': { schema: Postmortem }, 'text/markdown': { schema: z.string() } },
    },
    ...refusals(404),
  },
});
