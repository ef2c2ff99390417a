import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

import type { Caller } from '../services/access/caller.ts';
import { callerOf } from '../services/access/keys.ts';
import { noteRefused } from '../services/access/refused.ts';
import { requirePermission } from '../services/access/permission.ts';
import type { Desk } from '../services/desk.ts';

export interface Env {
  Variables: { caller: Caller };
}

/** What everybody has something of: their own keys and sessions. And what any application may ask: how a service runs. */
const isForAll = (path: string): boolean => /^\/api\/(keys|sessions|services\/[^/]+\/mode)$/.test(path);

/** Lets in who holds a key: `Authorization: Bearer <key>`. What only tells needs the permission to see. */
export const withKey =
  (desk: Desk): MiddlewareHandler<Env> =>
  async (c, next) => {
    const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (key === undefined)
      throw new HTTPException(401, { message: 'This needs a key: send the header Authorization: Bearer <key>.' });
    const caller = await callerOf(desk, key);
    if (caller === undefined) void noteRefused(desk);
    if (caller === undefined) throw new HTTPException(401, { message: 'This key is unknown or has been revoked.' });
    c.set('caller', caller);
    if (c.req.method !== 'POST' && !isForAll(c.req.path)) await requirePermission(desk, caller, 'see');
    await next();
  };
