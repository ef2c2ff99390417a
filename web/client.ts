import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The address of who asks, behind so many proxies of one's own; undefined where there is no connection. */
export function clientOf(c: Context, proxies: number): string | undefined {
  // What stands further left anybody may have written.
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  if (proxies > 0) return forwarded.at(-proxies) || undefined;
  return c.env?.incoming === undefined ? undefined : getConnInfo(c).remote.address;
}
