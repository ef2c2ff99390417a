import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { emergency } from '../../services/emergency/show.ts';
import type { ContactView, EmergencyView } from '../../services/emergency/show.ts';
import { test } from '../../services/emergency/test.ts';
import type { Env } from '../access.ts';
import { iso, isoOrNull } from '../present.ts';
import { answer, refusals } from '../responses.ts';
import { IdempotencyKey } from '../schemas.ts';
import { Emergency, EmergencyTest, NewEmergencyTest } from '../schemas/emergency.ts';

/** Whom to reach when nobody else answers, and the test that they do. */
export function emergencyRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(listRoute, async (c) => {
    const all = await emergency(desk, c.get('caller'), c.req.valid('query').plan);
    return c.json({ items: all.map(presented) }, 200);
  });
  app.openapi(testRoute, async (c) => {
    const key = c.req.valid('header')['idempotency-key'] ?? crypto.randomUUID();
    const reference = await test(desk, c.get('caller'), c.req.valid('json').plan, key);
    c.header('Location', `/api/incidents/${reference}`);
    return c.json({ reference }, 201);
  });
}

const presented = ({ test: tested, last, contacts, ...one }: EmergencyView) => ({
  ...one,
  contacts: contacts.map(contact),
  test: tested && { every: tested.every, next: isoOrNull(tested.nextAt) },
  last: last && { ...last, openedAt: iso(last.openedAt) },
});

const contact = ({ by, people, answersFrom, ...one }: ContactView) => ({
  ...one,
  by: [...by],
  answersFrom: isoOrNull(answersFrom),
  people: people.map((person) => ({ ...person, provenAt: isoOrNull(person.provenAt) })),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/emergency',
  tags: ['on call'],
  summary: 'The emergency contacts, in their order, and when each was last proven',
  request: { query: z.strictObject({ plan: z.string().max(200).optional() }) },
  responses: { 200: answer(Emergency, 'By plan'), ...refusals(422) },
});

const testRoute = createRoute({
  method: 'post',
  path: '/api/emergency/test',
  tags: ['on call'],
  summary: 'Send the test message to every emergency contact of a plan now',
  request: {
    headers: IdempotencyKey,
    body: { content: { 'application/json': { schema: NewEmergencyTest } }, required: true },
  },
  responses: {
    201: answer(EmergencyTest, 'It is under way: an incident that everybody is to acknowledge'),
    ...refusals(422),
  },
});
