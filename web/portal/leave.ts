import type { Context, Hono } from 'hono';
import { html } from 'hono/html';

import { portalIn } from '../../language/portal.ts';
import type { Portal } from '../../language/portal.ts';
import { readLeaveLink } from '../../services/access/links.ts';
import type { Desk } from '../../services/desk.ts';
import { followed, leave } from '../../services/subscriber/leave.ts';
import { linkIsOld, spoken } from '../old-link.ts';
import { answer } from '../page.ts';
import type { Html } from '../page.ts';
import type { Env } from '../session.ts';

/**
 * To hear no more, by the link in a mail. GET asks, only POST does it: of one who clicks and of a mail program that knows
 * RFC 8058 alike. The token is all the right there is.
 */
export function leaveRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/leave/:token', (c) =>
    page(
      c,
      desk,
      (say, what) =>
        html`<form method="post">
          <p>${say.question(what)}</p>
          <button class="primary">${say.button}</button>
        </form>`,
    ),
  );
  web.post('/leave/:token', async (c) => {
    const follower = await readLeaveLink(desk, c.req.param('token'));
    if (follower !== undefined) await leave(desk, follower);
    return page(c, desk, (say, what) => html`<p class="done" role="status">${say.done(what)}</p>`);
  });
}

type Inner = (say: Portal['leave'], what: string) => Html;

async function page(c: Context<Env, '/leave/:token'>, desk: Desk, inner: Inner): Promise<Response> {
  const follower = await readLeaveLink(desk, c.req.param('token'));
  const found = follower && (await followed(desk, follower));
  if (found === undefined) return linkIsOld(c);
  const { what, locale } = found;
  const body = html`<article class="narrow card">
    <h1>${what}</h1>
    ${inner(portalIn(locale).leave, what)}
  </article>`;
  return answer(c, { title: what, lang: spoken(locale), referrer: 'no-referrer', body });
}
