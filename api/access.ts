import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { Caller } from '../services/access/caller.ts';
import { callerOf } from '../services/access/keys.ts';
import type { Desk } from '../services/desk.ts';

export interface Env {
  Variables: { caller: Caller };
}

/** Lets in who holds a key: `Authorization: Bearer <key>`. */
export const withKey =
  (desk: Desk): MiddlewareHandler<Env> =>
  async (c, next) => {
    const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (key === undefined)
      throw new HTTPException(401, { message: 'This needs a key: send the header Authorization: Bearer <key>.' });
    const caller = await callerOf(desk, key);
    if (caller === undefined) throw new HTTPException(401, { message: 'This key is unknown or has been revoked.' });
    c.set('caller', caller);
    await next();
  };

/** Lets administrators pass only. */
export const adminOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (c.get('caller').plan !== null)
    throw new HTTPException(403, {
      message: 'Only an administrator may do this; your key belongs to a person of a plan.',
    });
  await next();
};
