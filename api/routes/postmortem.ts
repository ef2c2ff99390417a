import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { saveDraft } from '../../services/incident/draft.ts';
import { asMarkdown } from '../../services/incident/postmortem-text.ts';
import { postmortem } from '../../services/incident/postmortem.ts';
import type { Postmortem as Read } from '../../services/incident/postmortem.ts';
import type { Env } from '../access.ts';
import { etagOf, IfMatch } from '../etag.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals, versioned } from '../responses.ts';
import { Reference } from '../schemas.ts';
import { isRequired } from '../schemas/body.ts';
import { Postmortem, PostmortemDraft } from '../schemas/postmortem.ts';

/** What was learned, for programs and, where Markdown is asked for, for people. */
export function postmortemRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(showRoute, async (c) => {
    const one = await postmortem(desk, c.get('caller'), c.req.valid('param').reference);
    const markdown = c.req.header('accept')?.includes('text/markdown') ?? false;
    if (markdown)
      return c.body(asMarkdown(one), 200, { 'content-type': 'text/markdown; charset=utf-8', vary: 'Accept' });
    return c.json(present(one), 200, { vary: 'Accept' });
  });
  app.openapi(draftRoute, async (c) => {
    const caller = c.get('caller');
    const { reference } = c.req.valid('param');
    const version = await saveDraft(desk, caller, reference, c.req.valid('json'), c.req.valid('header')['if-match']);
    return c.json(present(await postmortem(desk, caller, reference)), 200, etagOf({ version }));
  });
}

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

const present = (read: Read) => {
  const {
    declared: _,
    runbooks: __,
    nameOf: ___,
    isDrafted: ____,
    draft,
    acknowledgedAfterMs,
    resolvedAfterMs,
    ...one
  } = read;
  return {
    ...one,
    markdown: asMarkdown(read),
    draft: draft === null ? null : { ...draft, savedAt: iso(draft.savedAt) },
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
  };
};

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

const draftRoute = createRoute({
  method: 'put',
  path: '/api/incidents/{reference}/postmortem/draft',
  tags: ['incidents'],
  summary: 'Save its post-mortem unfinished, in place of what was saved before',
  description:
    'There is one draft per incident. Without `If-Match` the last one saved stays; with it, only if the draft still has that version. ' +
    'Writing the post-mortem ends it.',
  request: {
    params: Reference,
    headers: IfMatch,
    body: { content: { 'application/json': { schema: PostmortemDraft } }, required: isRequired(PostmortemDraft) },
  },
  responses: {
    200: versioned(Postmortem, 'The post-mortem with its draft, and the version of that'),
    ...refusals(403, 404, 409, 412, 422),
  },
});
