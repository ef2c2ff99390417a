import type { Context } from 'hono';
import { html } from 'hono/html';

import { messagesIn } from '../language/messages.ts';

import { answer } from './page.ts';

/** Nothing is known of who asks but what the browser says of its language. */
export function linkIsOld(c: Context): Response | Promise<Response> {
  const lang = spoken(/^[a-z]{2}/i.exec(c.req.header('accept-language') ?? '')?.[0] ?? 'en');
  const title = messagesIn(lang).linkIsOld;
  const body = html`<section class="narrow card"><h1>${title}</h1></section>`;
  return answer(c, { title, lang, body, referrer: 'no-referrer' }, 404);
}

/** The language in which something is really said to readers of `locale`. */
export const spoken = (locale: string): string => (messagesIn(locale) === messagesIn('en') ? 'en' : locale);
