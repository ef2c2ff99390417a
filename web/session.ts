import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';

import type { Caller } from '../services/access/caller.ts';
import { requirePermission } from '../services/access/permission.ts';
import { signedIn } from '../services/access/sessions.ts';
import type { Desk } from '../services/desk.ts';

export interface Env {
  Variables: { caller: Caller };
}

const name = 'guardia-session';
const lastsS = 12 * 3600;

const attributes = ({ publicUrl }: Pick<Desk, 'publicUrl'>) =>
  ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: publicUrl.startsWith('https:') }) as const;

/** The token of the session, as the browser gives it back. */
export const sessionOf = (c: Context): string | undefined => getCookie(c, name);

export const keepSession = (c: Context, desk: Desk, token: string): void =>
  setCookie(c, name, token, { ...attributes(desk), maxAge: lastsS });

export const forgetSession = (c: Context, desk: Desk): void => void deleteCookie(c, name, attributes(desk));

/** Lets in who is signed in; others sign in first and then get where they wanted to go. */
export const withSession = (desk: Desk): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    const token = sessionOf(c);
    const caller = token === undefined ? undefined : await signedIn(desk, token);
    if (caller === undefined) {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`/signin?to=${encodeURIComponent(pathname + search)}`, 303);
    }
    c.set('caller', caller);
    return next();
  });

/** Lets in who may see tickets; others have only their own keys and sessions. */
export const seeing = (desk: Desk): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    await requirePermission(desk, c.get('caller'), 'see');
    return next();
  });

/** Refuses forms that another site has sent, or that do not say where they come from. */
export function ownFormsOnly({ publicUrl }: Pick<Desk, 'publicUrl'>): MiddlewareHandler {
  const known = new URL(publicUrl).origin;
  return csrf({ origin: (origin, c) => origin === known || origin === new URL(c.req.url).origin });
}

/** The path of this site that `to` names; `/` for everything else, such as another site's address in disguise. */
export function localPath(to: string | undefined): string {
  const home = 'http://home.invalid';
  if (to === undefined || !to.startsWith('/') || !URL.canParse(to, home)) return '/';
  const { origin, pathname, search } = new URL(to, home);
  return origin === home && !pathname.startsWith('//') ? pathname + search : '/';
}
