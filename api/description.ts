import type { OpenAPIHono } from '@hono/zod-openapi';

import type { Env } from './access.ts';
import { refusals } from './responses.ts';

type Document = ReturnType<OpenAPIHono<Env>['getOpenAPI31Document']>;
type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/**
 * The OpenAPI document: what each route promises, and the refusals that come from what stands before every route (key, body,
 * database). A route says by itself only what is its own: 409, 412, and 404 for what is named in a body.
 */
export function describeApi(app: OpenAPIHono<Env>): Document {
  const head = { openapi: '3.1.0', info: { title: 'Guardia', version: '1' }, security: [{ key: [] }] };
  const document = app.getOpenAPI31Document(head);
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of methods) {
      const operation = item[method];
      if (operation !== undefined) operation.responses = { ...before(path, method, operation), ...operation.responses };
    }
  return document;
}

function before(path: string, method: string, { parameters = [], requestBody, security }: Operation) {
  const isOpen = security?.length === 0;
  const takesBody = method !== 'get' && !isOpen;
  const isRefusable = parameters.length > 0 || requestBody !== undefined;
  const all = {
    ...(takesBody && refusals(400, 413, 415)),
    ...(!isOpen && refusals(401, 403, 429, 503)),
    ...(path.includes('{') && refusals(404)),
    ...(isRefusable && refusals(422)),
    ...refusals(500),
  };
  return Object.fromEntries(
    Object.entries(all).map(([status, { description }]) => [status, { description, content: problem }]),
  );
}
