import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { Env } from './access.ts';
import { problem } from './errors.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** 404 where there is nothing at all; 405, with what is possible instead, where it is the method that is wrong. */
export function nothingAt(app: Hono<Env>, c: Context): Response {
  const { method, path } = c.req;
  const possible = methods.filter((one) => isRoute(app, one, path));
  if (possible.length === 0) throw new HTTPException(404, { message: `There is nothing at ${path}.` });
  const allow = possible.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).join(', ');
  const refused = problem(c, 405, `${method} is not possible at ${path}: it takes ${allow}.`);
  refused.headers.set('allow', allow);
  return refused;
}

/** Middleware stands at every method, and the pages' own answer at every path. */
const isRoute = ({ router }: Hono<Env>, method: string, path: string): boolean =>
  router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL' && !route.path.endsWith('*'));
