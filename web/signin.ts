import type { Hono } from 'hono';
import { html } from 'hono/html';

import { signIn, signOut } from '../services/access/sessions.ts';
import type { Desk } from '../services/desk.ts';

import { answer } from './page.ts';
import type { Page } from './page.ts';
import { forgetSession, keepSession, localPath, sessionOf } from './session.ts';
import type { Env } from './session.ts';
import { typedIn } from './typed.ts';

/** Signing in with a key, and out. */
export function signinRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/signin', (c) => answer(c, signinPage(localPath(c.req.query('to')))));
  web.post('/signin', async (c) => {
    const { key = '', to } = await typedIn(c);
    const token = await signIn(desk, key);
    if (token === undefined) return answer(c, signinPage(localPath(to), true), 401);
    keepSession(c, desk, token);
    return c.redirect(localPath(to), 303);
  });
  web.post('/signout', async (c) => {
    const token = sessionOf(c);
    if (token !== undefined) await signOut(desk, token);
    forgetSession(c, desk);
    return c.redirect('/signin', 303);
  });
}

const signinPage = (to: string, wrong = false): Page => ({
  title: 'Sign in',
  body: html`<section class="narrow card">
    <h1>Sign in</h1>
    ${wrong && html`<p class="notice" role="alert" id="wrong">This key is unknown or has been revoked.</p>`}
    <form method="post" action="/signin" class="stack">
      <input type="hidden" name="to" value="${to}" />
      <label for="key">Your key</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="current-password"
        required
        autofocus
        aria-describedby="${wrong ? 'wrong about-key' : 'about-key'}"
        aria-invalid="${String(wrong)}"
      />
      <p class="muted" id="about-key">It begins with grd_. Whoever runs Guardia for you has given it to you.</p>
      <button class="primary">Sign in</button>
    </form>
  </section>`,
});
