import type { Context, Hono } from 'hono';

import { signingIn } from '../language/signing-in.ts';
import { attempt } from '../services/access/attempts.ts';
import { followLink, mailLinks, readSigninLink } from '../services/access/mailed-link.ts';
import { noteRefused } from '../services/access/refused.ts';
import { signIn, signOut } from '../services/access/sessions.ts';
import type { Desk } from '../services/desk.ts';
import { rulesInForce } from '../services/plan/rules.ts';

import { clientOf } from './client.ts';
import { answer } from './page.ts';
import { forgetSession, keepSession, localPath, sessionOf } from './session.ts';
import type { Env } from './session.ts';
import { linkPage, oldLinkPage, sentPage, signinPage } from './signin-pages.ts';
import { typedIn } from './typed.ts';

/** In a quarter of an hour, from one client. */
const mostTries = 30;

/** Signing in with a key or by a mailed link, and out. */
export function signinRoutes(web: Hono<Env>, desk: Desk, proxies: number): void {
  web.get('/signin', (c) => answer(c, signinPage(localPath(c.req.query('to')))));
  web.post('/signin', async (c) => {
    await countClient(c);
    const { key = '', email = '', to } = await typedIn(c);
    if (email !== '') return mailed(c, email, localPath(to));
    const token = await signIn(desk, key);
    if (token === undefined) return refused(c, localPath(to));
    keepSession(c, desk, token);
    return c.redirect(localPath(to), 303);
  });
  // GET asks, only POST signs in: mail scanners follow links.
  web.get('/signin/:token', async (c) => {
    const link = await readSigninLink(desk, c.req.param('token'));
    const rules = link && (await rulesInForce(desk, link.plan));
    if (link === undefined || rules === undefined) return linkIsOld(c);
    return answer(c, linkPage(rules.plan, link.name));
  });
  web.post('/signin/:token', async (c) => {
    const session = await followLink(desk, c.req.param('token'));
    if (session === undefined) return linkIsOld(c);
    keepSession(c, desk, session.token);
    return c.redirect(localPath(session.path), 303);
  });
  web.post('/signout', async (c) => {
    const token = sessionOf(c);
    if (token !== undefined) await signOut(desk, token);
    forgetSession(c, desk);
    return c.redirect('/signin', 303);
  });

  function refused(c: Context<Env>, to: string) {
    void noteRefused(desk);
    return answer(c, signinPage(to, true), 401);
  }

  /** The same whether the address is anybody's or not. */
  async function mailed(c: Context<Env>, address: string, to: string) {
    await mailLinks(desk, address, to);
    return answer(c, sentPage);
  }

  async function countClient(c: Context<Env>): Promise<void> {
    const client = clientOf(c, proxies);
    if (client !== undefined) await attempt(desk, ['sign-in', client], mostTries);
  }
}

/** Nothing is known of who asks but what the browser says of its language. */
const linkIsOld = (c: Context): Response | Promise<Response> =>
  answer(c, oldLinkPage(signingIn(c.req.header('accept-language') ?? 'en')), 404);
