import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { icon, style } from './assets.ts';

export type Html = ReturnType<typeof html>;

/** One page: what stands in it, in which language, and who is signed in. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly lang?: string;
  readonly by?: string | undefined;
  /** Whether forms say where they come from, which proves them ours; a page with a secret address tells nobody. */
  readonly referrer?: 'same-origin' | 'no-referrer';
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers with a whole page that runs no script and is kept nowhere. */
export function answer(c: Context, page: Page, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  c.header('Content-Security-Policy', policy);
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', page.referrer ?? 'same-origin');
  return c.html(whole(page), status);
}

/** The referrer policy stands in the page as well: without it browsers send `Origin: null` wherever the header is stricter. */
const whole = ({ title, body, by, lang = 'en', referrer = 'same-origin' }: Page): Html =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · Guardia</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="${referrer}" />
        <link rel="icon" href="${icon.path}" type="image/svg+xml" />
        <link rel="stylesheet" href="${style.path}" />
      </head>
      <body>
        ${by === undefined ? bareHeader : header(by)}
        <main id="content">${body}</main>
      </body>
    </html>`;

const brand = html`<img src="${icon.path}" alt="" width="24" height="24" />Guardia`;

const bareHeader = html`<header class="top"><span class="brand">${brand}</span></header>`;

const header = (by: string): Html =>
  html`<a class="skip" href="#content">Skip to the content</a>
    <header class="top">
      <nav aria-label="Main">
        <a class="brand" href="/">${brand}</a> <a href="/">Incidents</a> <a href="/on-call">On call</a>
        <a href="/monitors">Monitors</a> <a href="/runs">Procedures</a> <a href="/backups">Backups</a>
        <a href="/services">Services</a>
        <a href="/maintenance">Maintenance</a> <a href="/schedules">Schedules</a> <a href="/logbook">Logbook</a>
        <a href="/integrations">Channels</a>
      </nav>
      <form method="post" action="/signout">
        <a href="/account"><span class="spare">Signed in as </span>${by}</a>
        <button class="quiet">Sign out</button>
      </form>
    </header>`;
