import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Desk } from '../../services/desk.ts';
import { examineFor } from '../../services/doctor/examine.ts';
import type { Env } from '../access.ts';
import { answer } from '../responses.ts';
import { Doctor } from '../schemas/doctor.ts';

/** What is wrong or missing where Guardia and its workers run. */
export function doctorRoutes(app: OpenAPIHono<Env>, desk: Desk): void {
  app.openapi(route, async (c) => {
    const items = await examineFor(desk, c.get('caller'));
    return c.json({ fine: items.every(({ state }) => state !== 'missing'), items: [...items] }, 200);
  });
}

const route = createRoute({
  method: 'get',
  path: '/api/doctor',
  tags: ['health'],
  summary: 'What plans need that is not there, and whether all that Guardia works with answers',
  responses: { 200: answer(Doctor, 'For whoever may apply plans; those of one plan hear of that one') },
});
